// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Diagnostics;

namespace BnnCompiler.Cli.Verification;

/// <summary>Starts this program again.</summary>
internal static class ThisProgram
{
    /// <summary>Runs it with other arguments and environment; null, or why it failed.</summary>
    public static async Task<string?> RunAsync(
        ImmutableArray<string> arguments, ImmutableArray<(string Name, string Value)> environment, CancellationToken cancellation)
    {
        // Through its own host it is started directly, else (dotnet bnnc.dll) through the same dotnet.
        string host = Environment.ProcessPath!;
        bool isOwnHost = Path.GetFileNameWithoutExtension(host) == "bnnc";
        string[] prefix = isOwnHost ? [] : ["exec", Path.Combine(AppContext.BaseDirectory, "bnnc.dll")];
        var start = new ProcessStartInfo(host, [.. prefix, .. arguments]);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return await ToolRun.FaultAsync(start, cancellation);
    }
}
