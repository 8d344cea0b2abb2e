// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Ops;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Passes;

/// <summary>What the scores of trained networks become, and that they choose the same classes.</summary>
public class IntegerScoresOfRealModelsTests
{
    private const int Examples = 5;

    [Theory]
    [InlineData("mnist-tiny/mnist-tiny.bnn", "add")]
    [InlineData("mnist-mlp/mnist-mlp.bnn", "add")]
    [InlineData("mnist-tiny-ternary/mnist-tiny-ternary.bnn", "reshape")]
    [InlineData("mnist-tiny-2bit/mnist-tiny-2bit.bnn", "rank")]
    [InlineData("mnist-cnn/mnist-cnn.bnn", "add")]
    [InlineData("fashion-cnn/fashion-cnn.bnn", "add")]
    [InlineData("digits/digits.onnx", "add")]
    public void Examples_of_the_repository(string model, string op) => Check(SharedFiles.InRepository("examples/models/" + model), op);

    [SharedFileTheory("models")]
    [InlineData("models/tfc_w1a1/TFC_1W1A.onnx", "xnor_dense")]
    [InlineData("models/lfc_w1a1_mnist/lfc_w1a1_mnist.onnx", "xnor_dense")]
    [InlineData("models/cnv_w1a1_cifar10/cnv_w1a1_cifar10.onnx", "xnor_dense")]
    [Trait("Length", "Long")]
    public void Models_of_others(string model, string op) => Check(SharedFiles.Find(model)!, op);

    private static void Check(string path, string op)
    {
        var imported = Import(path);
        var floats = Compiler.Lower(imported, new());
        var integers = Compiler.Lower(imported, new(), scores: ScoreType.Int32);
        Assert.Equal(op, integers.Outputs[0].Kind.Mnemonic);
        Assert.Equal(ElementType.Int32, integers.Outputs[0].Type.Element);
        var random = new Random(1);
        for (int example = 0; example < Examples; example++)
        {
            var input = RandomTensors.Of(imported.Inputs[0].Type, random);
            Assert.Equal(Class(floats, input), Class(integers, input));
        }
    }

    private static Graph Import(string path)
    {
        if (path.EndsWith(".bnn", StringComparison.Ordinal))
            return BnnParser.Parse(File.ReadAllText(path), path);
        string? scale = path.EndsWith("digits.onnx", StringComparison.Ordinal) ? null : "1/255";
        return OnnxImporter.Import(File.ReadAllBytes(path), Path.GetFileNameWithoutExtension(path), null, new() { InputScale = scale }, new());
    }

    private static int Class(Graph graph, Tensor input)
    {
        var scores = GraphInterpreter.Run(graph, input)[0];
        return Enumerable.Range(0, scores.Type.Shape.ElementCount).MaxBy(n => scores[n]);
    }
}
