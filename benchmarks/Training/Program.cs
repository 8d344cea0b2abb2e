// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using BnnCompiler.Training;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Recipes;
using BnnCompiler.Training.Runs;
using Spectre.Console;

namespace TrainingBenchmark;

/// <summary>
/// <c>[NETWORK] [ROUNDS] [THREADS]</c> measures steps of training on random images: 784-1024-1024-1024-10 at batch 100 unless told otherwise,
/// OpenBLAS and the base library's vectors in turn,
/// and prints what an epoch of 60,000 images takes at that pace.
/// </summary>
internal static class Program
{
    private const int Batch = 100, EpochImages = 60_000;

    private static int Main(string[] args)
    {
        string network = args.Length > 0 ? args[0] : "mlp:784-1024-1024-1024-10";
        if ((args.Length > 1 && !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)) || args.Length > 3)
        {
            Console.Error.WriteLine("usage: dotnet run -c Release --project benchmarks/Training -- [NETWORK] [ROUNDS] [THREADS]");
            return 2;
        }

        int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        int threads = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
        (MatrixProducts Products, int Batches)[] kinds = MatrixProducts.Best is TensorProducts
            ? [(new TensorProducts(), 10)]
            : [(MatrixProducts.Best, 100), (new TensorProducts(), 10)];
        var runs = kinds.Select(kind => (kind.Products, Run: RunOf(network, kind.Batches, new(new(threads), kind.Products)), Seconds: new List<double>())).ToList();
        foreach (var (_, run, _) in runs)
            EpochSeconds(run);
        for (int round = 0; round < rounds; round++)
        {
            foreach (var (_, run, seconds) in runs)
                seconds.Add(EpochSeconds(run));
        }

        var table = new Table { Border = TableBorder.Markdown }.AddColumns("matrix products", "an epoch, minimum", "median");
        foreach (var (products, _, seconds) in runs)
            table.AddRow(products.Name, Text(seconds.Min()), Text(seconds.Order().ElementAt(seconds.Count / 2)));
        AnsiConsole.Write(table);
        Console.WriteLine($"{network}, batch {Batch}, {threads} threads, {EpochImages} images an epoch");
        return 0;
    }

    private static TrainingRun RunOf(string network, int batches, Machine machine)
    {
        var shape = BnnCompiler.BinaryNet.Architecture.Parse(network);
        var random = new RandomNumbers(1);
        int count = batches * Batch, classes = shape.Layers[^1].Outputs;
        byte[] pixels = [.. Enumerable.Range(0, count * shape.Input.Count).Select(_ => (byte)random.Below(256))];
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.Below(classes))];
        var images = new ImageSet(shape.Channels, shape.Height, shape.Width, classes, pixels, labels);
        var recipe = new Recipe { Network = network, Dataset = "folder", Batch = Batch, Epochs = 1000 };
        return new(recipe, new(images, images.Take(0), images.Take(0)), machine);
    }

    private static double EpochSeconds(TrainingRun run)
    {
        var clock = Stopwatch.StartNew();
        run.RunEpoch(_ => { }, CancellationToken.None);
        return clock.Elapsed.TotalSeconds * EpochImages / (run.BatchesPerEpoch * Batch);
    }

    private static string Text(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s");
}
