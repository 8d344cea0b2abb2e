// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Cli.Output;

/// <summary>What became of a build.</summary>
internal static class BuiltFileText
{
    /// <summary>A file and its size.</summary>
    public static string Of(string file) => string.Create(CultureInfo.InvariantCulture, $"{file}  {new FileInfo(file).Length:N0} bytes");

    /// <summary>Prints why nothing was built, with what the tools said, and returns the exit code.</summary>
    public static int Fail(string fault, NativeBuildResult built)
    {
        int code = FrontDoor.Report(DiagnosticCatalog.Toolchain.At("", fault));
        foreach (string line in built.Log)
            Console.Error.WriteLine("  " + line);
        return code;
    }
}
