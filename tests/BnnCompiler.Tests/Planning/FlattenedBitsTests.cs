// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;
using BnnCompiler.Tests.Onnx;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Planning;

/// <summary>Flattens of images of bits whose channels fill no words, which no pass can move in front of the sign.</summary>
public class FlattenedBitsTests
{
    private const string Qonnx = "qonnx.custom_op.general";

    [Fact]
    public void A_layer_reads_a_pooled_line_as_it_lies()
    {
        var model = new OnnxWriter(1, 2, 6).Float("one", 1).Floats("w1", [3, 2, 1], 1, -1, 1, 1, -1, 1).Floats("w2", [2, 9], Signs(18))
            .Node(Qonnx, "b", "BipolarQuant", "x one").Node("c", "Conv", "b w1").Node(Qonnx, "s", "BipolarQuant", "c one")
            .Node("p", "MaxPool", "s", Ints("kernel_shape", 2), Ints("strides", 2)).Node("f", "Flatten", "p")
            .Node("y", "Gemm", "f w2", Int("transB", 1));
        Assert.Equal(0, CopiesOf(model));
    }

    [Fact]
    public void A_flattened_image_is_copied_to_lie_beside_another()
    {
        // That other one is the input, which is flattened in front of its sign, where it is floats.
        var model = new OnnxWriter(1, 3, 2, 2).Float("one", 1).Floats("w1", [3, 3, 1, 1], Signs(9)).Floats("w2", [2, 24], Signs(24 * 2))
            .Node(Qonnx, "b", "BipolarQuant", "x one").Node("c", "Conv", "b w1").Node(Qonnx, "s", "BipolarQuant", "c one")
            .Node("f", "Flatten", "b").Node("g", "Flatten", "s").Node("both", "Concat", "f g", Int("axis", 1))
            .Node("y", "Gemm", "both w2", Int("transB", 1));
        Assert.Equal(1, CopiesOf(model));
    }

    /// <summary>How often bits are moved, in a plan of a graph that computes what the model says.</summary>
    private static int CopiesOf(OnnxWriter model)
    {
        var imported = model.Import();
        var packed = Compiler.Lower(imported, new());
        for (int seed = 0; seed < 20; seed++)
        {
            var input = RandomTensors.Of(imported.Inputs[0].Type, new(seed));
            Assert.Equal(Scores(imported, input), Scores(packed, input));
        }

        return ExecutionPlanner.Plan(packed).Steps.Count(step => step.Result is Reshape);
    }

    private static float[] Scores(Graph graph, Tensor input) => [.. ((Tensor<float>)GraphInterpreter.Run(graph, input)[0]).Values];

    private static float[] Signs(int count) => [.. Enumerable.Range(0, count).Select(i => i * i % 7 < 3 ? 1f : -1f)];
}
