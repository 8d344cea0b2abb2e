// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Replay;

/// <summary>
/// <c>models FOLDER</c> writes the networks of the paper and random ones; <c>emit BNNC.dll OUTPUT FOLDER...</c> compiles every model below the
/// folders with that compiler, for every target and option. <c>replay.sh</c> does both for two commits and compares.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["models", var folder]:
                Models.Write(folder);
                return 0;
            case ["emit", var compiler, var output, .. var folders] when folders.Length > 0:
                var bnnc = new LoadedCompiler(compiler);
                int runs = 0;
                foreach (string model in folders.SelectMany(Models.Below).Order(StringComparer.Ordinal))
                {
                    foreach (var (name, options) in Variants.Of(model))
                    {
                        bnnc.Run(options, Path.Combine(output, Models.NameOf(model), name));
                        runs++;
                    }
                }

                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs:N0} runs of bnnc"));
                return 0;
            default:
                Console.Error.WriteLine("usage: Replay models FOLDER | Replay emit BNNC.dll OUTPUT FOLDER...");
                return 2;
        }
    }
}
