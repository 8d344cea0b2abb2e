// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Onnx.Protos;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Writing;

/// <summary>Ops that know their channels. ONNX's have them on axis 1, so they read and give the channels-first view of images.</summary>
internal sealed class ImageSpelling(ModelWriter writer, TensorViews views, WeightSpelling weights, AbsorbedOps absorbed)
{
    private const string Dilations = "dilations";

    /// <summary>Writes <paramref name="op"/>, if it is one of these.</summary>
    public bool TryAdd(Op op)
    {
        switch (op)
        {
            case Conv conv:
                if (!absorbed.Contains(conv))
                    Add(conv, conv, []);
                return true;
            case Add { Left: Conv conv, Right: Constant bias } biased when absorbed.Contains(conv):
                Add(conv, biased, [views.Get(bias, View.Plain)]);
                return true;
            case MaxPool { Type.Element: not ElementType.Int32 } pool:
                OnImage("MaxPool", pool, pool.Input, [], Window(pool.Window));
                return true;
            case SumPool { Type.Element: ElementType.Float32 } pool:
                if (!absorbed.Contains(pool))
                    Add(pool);
                return true;
            case Divide divide when absorbed.IsAverage(divide, out var counts):
                Average(divide, ((SumPool)divide.Left).Input, counts);
                return true;
            case Pad pad:
                Add(pad);
                return true;
            case Concat { Type.Element: ElementType.Float32 } concat:
                Add(concat);
                return true;
            case BatchNorm norm:
                Add(norm);
                return true;
            default:
                return false;
        }
    }

    private void OnImage(string type, Op op, Op image, IEnumerable<string> rest, params AttributeProto[] attributes) =>
        views.Set(op, View.ChannelsFirst, writer.Node(type, op, "", [views.Get(image, View.ChannelsFirst), .. rest], attributes));

    private void Add(Conv conv, Op result, IEnumerable<string> bias) => OnImage("Conv", result, conv.Input,
        [weights.OfFilters(conv.Weights), .. bias], [.. Window(conv.Window), Attributes.Of("group", conv.Groups)]);

    // An attribute that a node does not need is left out, because older operator sets do not know it.
    private void Average(Op op, Op image, AverageCounts counts)
    {
        var window = counts.Window;
        bool isDilated = window is not { Rows.Dilation: 1, Columns.Dilation: 1 };
        if (isDilated || counts.RoundsUp)
            writer.UseAveragesOfSet19();
        OnImage("AveragePool", op, image, [],
        [
            .. Window(window).Where(attribute => isDilated || attribute.Name != Dilations),
            .. counts.RoundsUp ? [Attributes.Of("ceil_mode", 1)] : (AttributeProto[])[],
            Attributes.Of("count_include_pad", counts.CountsPadding ? 1 : 0),
        ]);
    }

    // ONNX sums up whole rows and columns, but no windows but those of one element, which are their own average; a convolution of each
    // channel by ones adds the same terms in the same order.
    private void Add(SumPool pool)
    {
        var image = pool.Input.Type.Shape;
        int[] axes = [.. Enumerable.Range(2, 2).Where(axis => image[axis - 1] > 1 && pool.Type.Shape[axis - 1] == 1)];
        if (axes.Length > 0 && pool.Window == Ops.Window.Of(axes.Contains(2) ? image[1] : 1, axes.Contains(3) ? image[2] : 1))
        {
            OnImage("ReduceSum", pool, pool.Input, [writer.Integers(pool, "/axes", axes)]);
            return;
        }

        if (AverageCounts.AreOnes(pool))
        {
            Average(pool, pool.Input, AverageCounts.InsideOf(pool));
            return;
        }

        int channels = image[3];
        var shape = new Shape(channels, 1, pool.Window.Rows.Size, pool.Window.Columns.Size);
        float[] ones = new float[shape.ElementCount];
        ones.AsSpan().Fill(1);
        OnImage("Conv", pool, pool.Input, [writer.Floats(pool, "/ones", shape, ones)],
            [.. Window(pool.Window), Attributes.Of("group", channels)]);
    }

    private void Add(Pad pad)
    {
        int[] pads = [0, 0, pad.Pads[0], pad.Pads[1], 0, 0, pad.Pads[2], pad.Pads[3]];
        OnImage("Pad", pad, pad.Input, [writer.Integers(pad, "/pads", pads), writer.Scalar(pad.Value)]);
    }

    private void Add(Concat concat)
    {
        int rank = concat.Type.Shape.Rank;
        bool areImages = rank >= 3 && concat.Operands.Any(operand => views.Has(operand, View.ChannelsFirst));
        var view = areImages ? View.ChannelsFirst : View.Plain;
        views.Set(concat, view, writer.Node("Concat", concat, "",
            concat.Operands.Select(operand => views.Get(operand, view)), Attributes.Of("axis", areImages ? 1 : rank - 1)));
    }

    // A vector or a number is seen as one row of channels, because ONNX takes a vector's axis for the batch.
    private void Add(BatchNorm norm)
    {
        var shape = norm.Type.Shape;
        var parameters = norm.Operands.Skip(1).Select(parameter => views.Get(parameter, View.Plain));
        var epsilon = Attributes.Of("epsilon", norm.Epsilon);
        if (shape.Rank >= 3)
        {
            OnImage("BatchNormalization", norm, norm.Input, parameters, epsilon);
            return;
        }

        string x = views.Get(norm.Input, View.Plain);
        if (shape.Rank == 2)
        {
            views.Set(norm, View.Plain, writer.Node("BatchNormalization", norm, "", [x, .. parameters], epsilon));
            return;
        }

        string rows = writer.Node("Reshape", norm, "/rows", [x, writer.Integers(norm, "/rows_shape", [shape.Rows, shape.Last])]);
        string normalized = writer.Node("BatchNormalization", norm, "/normalized", [rows, .. parameters], epsilon);
        views.Set(norm, View.Plain, writer.Node("Reshape", norm, "", [normalized, writer.Integers(norm, "/shape", shape)]));
    }

    private static AttributeProto[] Window(Window window) =>
    [
        Attributes.Of("kernel_shape", [window.Rows.Size, window.Columns.Size]),
        Attributes.Of("strides", [window.Rows.Stride, window.Columns.Stride]),
        Attributes.Of("pads", [window.Rows.Before, window.Columns.Before, window.Rows.After, window.Columns.After]),
        Attributes.Of(Dilations, [window.Rows.Dilation, window.Columns.Dilation]),
    ];
}
