// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace Replay;

/// <summary>
/// A bnnc of any commit, run again and again in this process, where it is translated to machine code once. Only its command line is relied on. No C
/// compiler is on its PATH: measuring the size of code is slow, and no part of what is compared.
/// </summary>
internal sealed class LoadedCompiler : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;
    private readonly MethodInfo _main;

    /// <summary>Loads a compiler with the assemblies beside it.</summary>
    public LoadedCompiler(string path)
        : base("bnnc")
    {
        _resolver = new(Path.GetFullPath(path));
        _main = LoadFromAssemblyPath(Path.GetFullPath(path)).EntryPoint!;
        Environment.SetEnvironmentVariable("PATH", "");
    }

    /// <summary>Runs a command; files, printed text, messages and the exit code go to a folder.</summary>
    public void Run(string[] options, string folder)
    {
        Directory.CreateDirectory(folder);
        using var printed = new StringWriter(CultureInfo.InvariantCulture);
        var (before, errorsBefore) = (Console.Out, Console.Error);
        object? code;
        try
        {
            Console.SetOut(printed);
            Console.SetError(printed);
            bool writesFiles = options[0] == "compile" && !options.Contains("--print-after");
            code = _main.Invoke(null, [writesFiles ? [.. options, "-o", folder] : options]);
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(errorsBefore);
        }

        string text = printed.ToString().Replace(folder, "FOLDER", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "printed.txt"), string.Create(CultureInfo.InvariantCulture, $"{text}exit code {code}\n"));
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
}
