// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Ops;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

public class InputTests
{
    private static readonly byte[] Pixels = [0, 1, 127, 255];

    private static OnnxWriter Tiny => new OnnxWriter(1, 4).Node("y", "Relu", "x");

    public static TheoryData<string, float[]> Scales => new()
    {
        { "1", [0, 1, 127, 255] },
        { "1/255", [0, 1f / 255, 127f / 255, 1] },
        { " 1/255 ", [0, 1f / 255, 127f / 255, 1] },
        { "2/255", [0, 2f / 255, 254f / 255, 2] },
        { "0.00392", [0, 0.00392f, 127 * 0.00392f, 255 * 0.00392f] },
        { "1e-2", [0, 0.01f, 127 * 0.01f, 255 * 0.01f] },
        { "1/1", [0, 1, 127, 255] },
    };

    [Theory]
    [MemberData(nameof(Scales))]
    public void Pixels_are_scaled_in_float32(string scale, float[] expected)
    {
        var graph = Tiny.Import(new() { InputScale = scale });
        Assert.Equal(scale.Trim(), ((Input)graph.Inputs.Single()).Scale);
        Assert.Equal(expected, Run(graph));
    }

    [Fact]
    public void Without_a_scale_the_input_is_what_the_model_declares()
    {
        var input = (Input)Tiny.Import().Inputs.Single();
        Assert.Equal("float32[1, 4]", input.Type.ToString());
        Assert.Null(input.Scale);
    }

    [Fact]
    public void Model_may_read_pixels_itself()
    {
        var model = new OnnxWriter(1, 2, 2).Node("f", "Flatten", "x").Node("c", "Cast", "f", Int("to", 1)).Node("y", "Relu", "c");
        model.Graph.Input[0].Type.TensorType.ElemType = TensorProto.Types.DataType.Uint8;
        Assert.Equal("uint8[1, 2, 2]", model.Import().Inputs.Single().Type.ToString());
        Assert.Equal([0, 1, 127, 255], Run(model.Import()));
    }

    [Fact]
    public void Vector_has_no_batch() =>
        Assert.Equal("float32[4]", new OnnxWriter(4).Node("y", "Relu", "x").Import().Inputs.Single().Type.ToString());

    [Fact]
    public void Initializers_that_old_files_list_as_inputs_are_constants() =>
        Assert.Equal([1, 2, 3, 4], new OnnxWriter(1, 4).Input("w", 1, 4).Floats("w", [1, 4], 1, 2, 3, 4).Node("y", "Mul", "x w").Run(1, 1, 1, 1));

    private static float[] Run(Graph graph) =>
        [.. ((Tensor<float>)GraphInterpreter.Run(graph, Tensor.Of(graph.Inputs[0].Type.Shape, [.. Pixels])).Single()).Values];
}
