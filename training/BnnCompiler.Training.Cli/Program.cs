// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Cli;

/// <summary>The command bnn-train.</summary>
internal static class Program
{
    private static int Main() => 0;
}
