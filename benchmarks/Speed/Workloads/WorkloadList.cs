// SPDX-License-Identifier: MIT
using BenchmarkModels;
using BnnCompiler.Onnx;

namespace SpeedBenchmark.Workloads;

/// <summary>The workloads of the benchmark.</summary>
internal static class WorkloadList
{
    private static readonly string[] Shipped = ["mnist-mlp", "mnist-tiny", "mnist-cnn", "fashion-cnn"];

    /// <summary>All workloads. Random models are written to a folder when they are asked for.</summary>
    public static IReadOnlyList<Workload> All(string folder)
    {
        Model binary = Random("mnist_binary", folder), tfc = Random("tfc", folder);
        return
        [
            new("W1", "MLP 784-4096-4096-4096-10, inputs +1 and -1", binary),
            new("W1p", "MLP 784-4096-4096-4096-10, 8-bit pixels", Random("mnist", folder)),
            new("W2", "ConvNet of the paper for CIFAR-10", Random("cifar10", folder)),
            new("W3", "CNV, 3x32x32", Random("cnv", folder)),
            new("W4", "TFC 784-64-64-64-10, inputs +1 and -1", tfc),
            new("W1b64", "W1, batch 64, an image", binary, Batch: 64),
            new("W1b256", "W1, batch 256, an image", binary, Batch: 256),
            new("W1b256t2", "W1, batch 256, two threads, an image", binary, Batch: 256, Threads: 2),
            .. Shipped.Select(OfExample),
            .. Shared(),
        ];
    }

    /// <summary>A model of random weights, written unless it is there.</summary>
    public static Model Random(NetworkShape shape, string folder)
    {
        string file = Path.Combine(folder, "models", shape.Name + ".onnx");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, OnnxExporter.Export(RandomModel.Of(shape), OnnxDialect.Qonnx));
        }

        return new(shape.Name, file);
    }

    private static Model Random(string name, string folder) =>
        Random(PaperNetworks.All.Concat(PaperNetworks.OnBinaryImages).Single(shape => shape.Name == name), folder);

    private static Workload OfExample(string name)
    {
        string folder = Path.Combine(Repository.Root, "examples", "models");
        string samples = name.StartsWith("fashion", StringComparison.Ordinal) ? "fashion-images.idx3-ubyte" : "digits-images.idx3-ubyte";
        var model = new Model(name, Path.Combine(folder, name, name + ".bnn"), Samples: Path.Combine(folder, "samples", samples));
        return new(name, $"shipped {name}, its sample images", model);
    }

    // Networks that others trained, where they lie in or beside the repository.
    private static IEnumerable<Workload> Shared()
    {
        (string Name, string Title, string Model, string Samples)[] candidates =
        [
            ("TFC", "TFC-w1a1 of FINN, MNIST", "models/tfc_w1a1/TFC_1W1A.onnx", "data/mnist/t10k_first1000_u8.npy"),
            ("LFC", "LFC-w1a1 of FINN, MNIST", "models/lfc_w1a1_mnist/lfc_w1a1_mnist.onnx", "data/mnist/t10k_first1000_u8.npy"),
            ("CNV", "CNV-w1a1 of FINN, CIFAR-10", "models/cnv_w1a1_cifar10/cnv_w1a1_cifar10.onnx", "data/cifar10/test_first1000_u8.npy"),
        ];
        return from candidate in candidates
               let model = Repository.FindShared(candidate.Model)
               let samples = Repository.FindShared(candidate.Samples)
               where model is not null && samples is not null
               select new Workload(candidate.Name, candidate.Title, new(candidate.Name, model, "1/255", samples));
    }
}
