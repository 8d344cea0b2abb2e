// SPDX-License-Identifier: MIT
using System.CommandLine;
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
        var network = new Argument<string>("NETWORK") { Description = "What is trained.", DefaultValueFactory = _ => "mlp:784-1024-1024-1024-10" };
        var rounds = new Argument<int>("ROUNDS") { Description = "How often each kind of products is measured.", DefaultValueFactory = _ => 5 };
        var threads = new Argument<int>("THREADS") { Description = "Threads of an epoch.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new RootCommand("Measures steps of training on random images.") { network, rounds, threads };
        command.SetAction(result => Measure(result.GetRequiredValue(network), result.GetValue(rounds), result.GetValue(threads)));
        var result = command.Parse(args);
        int code = result.Invoke(new() { EnableDefaultExceptionHandler = false });
        return result.Errors.Count > 0 ? 2 : code;
    }

    private static void Measure(string network, int rounds, int threads)
    {
        (MatrixProducts Products, int Batches)[] kinds = MatrixProducts.Best is TensorProducts
            ? [(new TensorProducts(), 10)]
            : [(MatrixProducts.Best, 100), (new TensorProducts(), 10)];
        var runs = kinds.Select(kind =>
            (kind.Products, Run: RunOf(network, kind.Batches, new(new(threads), kind.Products)), Seconds: new List<double>())).ToList();
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
