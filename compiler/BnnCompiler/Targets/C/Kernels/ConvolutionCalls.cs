// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C.Kernels;

/// <summary>Calls of convolutions.</summary>
internal static class ConvolutionCalls
{
    /// <summary><c>bnn_xnor_conv</c></summary>
    public static void XnorConv(Step step, CEmission emission)
    {
        var op = (XnorConv)step.Result;
        string channels = NumberText.Of(op.Form.GroupChannels);
        emission.Call("xnor_conv", Image(step, op, emission), channels, Words(op, emission), Window(op, emission), Weights(op, emission), Outputs(op), Result(step, emission));
    }

    /// <summary><c>bnn_xnor_conv_threshold</c></summary>
    public static void XnorConvThreshold(Step step, CEmission emission)
    {
        var op = (XnorConvThreshold)step.Result;
        emission.Call(
            "xnor_conv_threshold",
            Image(step, op, emission),
            Words(op, emission),
            Window(op, emission),
            Weights(op, emission),
            Outputs(op),
            emission.Table(op, op.Limits, "limits"),
            emission.Table(op, op.Rows, "rows"),
            emission.Table(op, op.Columns, "columns"),
            Result(step, emission));
    }

    /// <summary><c>bnn_grouped_xnor_conv</c></summary>
    public static void GroupedXnorConv(Step step, CEmission emission)
    {
        var op = (GroupedXnorConv)step.Result;
        emission.Call(
            "grouped_xnor_conv",
            Image(step, op, emission),
            Words(op, emission),
            NumberText.Of(op.Form.GroupChannels),
            Window(op, emission),
            Weights(op, emission),
            emission.Table(op, op.Masks, "masks"),
            emission.Table(op, op.FirstWords, "starts"),
            NumberText.Of(op.WordsPerTap),
            Outputs(op),
            Result(step, emission));
    }

    /// <summary><c>bnn_signed_conv</c></summary>
    public static void SignedConv(Step step, CEmission emission)
    {
        var op = (SignedConv)step.Result;
        emission.Call(
            "signed_conv:" + CTypes.Short(op.Input.Type.Element),
            Image(step, op, emission),
            NumberText.Of(op.Form.Groups),
            NumberText.Of(op.Form.GroupChannels),
            Window(op, emission),
            Weights(op, emission),
            NumberText.Of(op.Form.GroupOutputs),
            Result(step, emission));
    }

    /// <summary><c>bnn_signed_conv_threshold</c></summary>
    public static void SignedConvThreshold(Step step, CEmission emission)
    {
        var op = (SignedConvThreshold)step.Result;
        emission.Call(
            "signed_conv_threshold:" + CTypes.Short(op.Input.Type.Element),
            Image(step, op, emission),
            NumberText.Of(op.Form.GroupChannels),
            Window(op, emission),
            Weights(op, emission),
            Outputs(op),
            emission.Table(op, op.Limits, "limits"),
            NumberText.Of(op.Limits.Type.Shape[1]),
            emission.Table(op, op.Rows, "rows"),
            emission.Table(op, op.Columns, "columns"),
            Result(step, emission));
    }

    /// <summary><c>bnn_float_conv</c></summary>
    public static void FloatConv(Step step, CEmission emission)
    {
        var op = (FloatConv)step.Result;
        emission.Call(
            "float_conv",
            Image(step, op, emission),
            NumberText.Of(op.Form.Groups),
            NumberText.Of(op.Form.GroupChannels),
            Window(op, emission),
            Weights(op, emission),
            NumberText.Of(op.Form.GroupOutputs),
            Result(step, emission));
    }

    private static string Image(Step step, PackedConvolutionOp op, CEmission emission) => emission.Local(step.Buffers[op.Input]);

    private static string Words(PackedConvolutionOp op, CEmission emission) => NumberText.Of(emission.Words.WordsFor(op.Input.Type.Shape.Channels));

    private static string Window(PackedConvolutionOp op, CEmission emission) => emission.Window(op, op.Form.Window, op.Input.Type.Shape, op.Type.Shape);

    private static string Weights(PackedConvolutionOp op, CEmission emission) => emission.Table(op, op.Weights, "weights");

    private static string Outputs(PackedConvolutionOp op) => NumberText.Of(op.Form.Outputs);

    private static string Result(Step step, CEmission emission) => emission.Local(step.Writes);
}
