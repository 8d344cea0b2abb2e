// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using BnnCompiler.Onnx;

namespace BenchmarkModels;

/// <summary><c>NAME -o FILE.onnx [--dialect qonnx|where] [--seed N]</c> writes a network of the paper with random weights.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        string? name = null, file = null, dialect = "qonnx";
        int seed = 1;
        bool isSound = args.Length % 2 == 1;
        for (int i = 0; isSound && i < args.Length; i += i == 0 ? 1 : 2)
        {
            switch (i == 0 ? "" : args[i])
            {
                case "":
                    name = args[0];
                    break;
                case "-o" or "--output":
                    file = args[i + 1];
                    break;
                case "--dialect":
                    dialect = args[i + 1];
                    break;
                case "--seed":
                    isSound = int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out seed);
                    break;
                default:
                    isSound = false;
                    break;
            }
        }

        ImmutableArray<NetworkShape> networks = [.. PaperNetworks.All, .. PaperNetworks.OnBinaryImages];
        var shape = networks.FirstOrDefault(shape => shape.Name == name);
        if (!isSound || shape is null || file is null || dialect is not ("qonnx" or "where"))
        {
            Console.Error.WriteLine("usage: dotnet run --project benchmarks/Models -- NAME -o FILE.onnx [--dialect qonnx|where] [--seed N]");
            Console.Error.WriteLine("networks:");
            foreach (var known in networks)
                Console.Error.WriteLine($"  {known.Name,-12} {known.Description}");
            return 2;
        }

        File.WriteAllBytes(file, OnnxExporter.Export(RandomModel.Of(shape, seed), dialect == "where" ? OnnxDialect.Where : OnnxDialect.Qonnx));
        return 0;
    }
}
