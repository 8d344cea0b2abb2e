// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BenchmarkModels;
using BnnCompiler.Cli.Models;
using BnnCompiler.EndToEnd.Tests.Commands;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Ops;

namespace BnnCompiler.EndToEnd.Tests.OnnxRuntime;

/// <summary>A network of the paper as an ONNX file, compiled, and what the interpreter says to its images: all scores and all hidden bits.</summary>
internal sealed class InterpretedNetwork
{
    private const int RandomImages = 200;

    private InterpretedNetwork(string path, CompiledModel model, int imageSeed)
    {
        Path = path;
        Model = model;
        Inputs = VerificationInputs.Create(model.InputShape, RandomImages, imageSeed);
        Layers = [.. model.Imported.Ops.OfType<Select>().Select(sign => new HiddenLayer(sign.Name, BitsOf(sign)))];
        Scores = new float[Inputs.Count][];
        Bits = new ImmutableArray<BitTensor>[Inputs.Count];
        Parallel.For(0, Inputs.Count, Interpret);
    }

    /// <summary>The ONNX file, whose signs are comparisons.</summary>
    public string Path { get; }

    /// <summary>The compiled network.</summary>
    public CompiledModel Model { get; }

    /// <summary>Random images, behind a few of one grey or with regular dots.</summary>
    public VerificationInputs Inputs { get; }

    /// <summary>The hidden layers, in order.</summary>
    public ImmutableArray<HiddenLayer> Layers { get; }

    /// <summary>The tensor of the file that the first sign is taken of.</summary>
    public string FirstNorm => Model.Imported.Ops.OfType<BatchNorm>().First().Name;

    /// <summary>The scores of each image.</summary>
    public float[][] Scores { get; }

    /// <summary>The bits of each image, layer by layer.</summary>
    public ImmutableArray<BitTensor>[] Bits { get; }

    /// <summary>
    /// Writes, compiles and interprets the network of a name. With these weights and images no sum of the first layer comes so near to its
    /// threshold that float32's rounding of 2 p / 255 - 1 and of its sums could decide the bit; with others that happens.
    /// </summary>
    public static InterpretedNetwork Of(string name, TestFolder folder)
    {
        var shape = PaperNetworks.All.Single(shape => shape.Name == name);
        var (weightSeed, imageSeed) = name == "mnist" ? (1, 3) : (6, 1);
        string path = folder.Write(name + ".onnx", OnnxExporter.Export(RandomModel.Of(shape, weightSeed), OnnxDialect.Where));
        return new(path, CompiledModel.Load(new(path, new())), imageSeed);
    }

    /// <summary>The bits that stand for a sign of the file: those of its threshold, pooled where the pool moved behind it.</summary>
    private Op BitsOf(Op sign) => Model.Binarized.Ops.Last(op => op is Threshold or BitPool && Equals(op.Origin, sign.Origin));

    private void Interpret(int image)
    {
        var input = Tensor.Of(Model.Input.Type.Shape, [.. Inputs.Pixels(image)]);
        var values = GraphInterpreter.RunAll(Model.Binarized, [input]);
        Scores[image] = [.. ((Tensor<float>)values[Model.Binarized.Outputs[0]]).Values];
        Bits[image] = [.. Layers.Select(layer => (BitTensor)values[layer.Bits])];
    }
}

/// <summary>A sign of the file, and the op of the compiled network that computes its bits.</summary>
/// <param name="Tensor">The tensor of the file.</param>
/// <param name="Bits">The op.</param>
internal sealed record HiddenLayer(string Tensor, Op Bits);
