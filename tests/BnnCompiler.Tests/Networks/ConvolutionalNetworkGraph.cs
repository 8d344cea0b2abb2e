// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Tests.Networks;

/// <summary>A <see cref="ConvolutionalNetwork"/> as an imported graph, with transposes where an importer of its layout puts them.</summary>
internal sealed class ConvolutionalNetworkGraph(ImageLayout layout)
{
    /// <summary>An image, or a vector, and where its channels lie.</summary>
    private readonly record struct Image(Op Op, int ChannelAxis)
    {
        public (int Channels, int Height, int Width) Extents => (Op.Type.Shape.Rank, ChannelAxis) switch
        {
            (2, _) => (Op.Type.Shape[1], 1, 1),
            (_, 1) => (Op.Type.Shape[1], Op.Type.Shape[2], Op.Type.Shape[3]),
            _ => (Op.Type.Shape[3], Op.Type.Shape[1], Op.Type.Shape[2]),
        };
    }

    /// <summary>The graph, under a name that the generated class will have.</summary>
    public Graph Of(ConvolutionalNetwork network, string name)
    {
        var read = network.Input;
        bool isChannelsLast = layout == ImageLayout.ChannelsLast;
        var shape = isChannelsLast ? new Shape(1, read.Height, read.Width, read.Channels) : new Shape(1, read.Channels, read.Height, read.Width);
        var input = new Input(new(read.IsPixels ? ElementType.UInt8 : ElementType.Float32, shape)).Named("x", null);
        var image = new Image(read.IsPixels ? new ToFloat(input) : input, isChannelsLast ? 3 : 1);
        if (layout == ImageLayout.ChannelsFirstInput)
            image = ToChannelsLast(image);
        image = read.Chain.Aggregate(image, (current, step) => current with { Op = ChainGraph.Step(current.Op, step, current.ChannelAxis) });
        image = After(network.Body, image);
        var ordered = network.FlattensChannelsFirst ? ToChannelsFirst(image) : ToChannelsLast(image);
        var vector = new Image(new Reshape(ordered.Op, new(1, ordered.Op.Type.Shape.ElementCount)), 1);
        return new(name, [input], [After(network.Head, vector).Op]);
    }

    private Image After(IEnumerable<NetworkStep> steps, Image image) => steps.Aggregate(image, After);

    private Image After(Image x, NetworkStep step) => step switch
    {
        PointwiseStep { Step: { Kind: "batch_norm" } norm } when x.Op.Type.Shape.Rank == 4 => OnChannelsLast(x, op => ChainGraph.Step(op, norm, 3)),
        PointwiseStep pointwise => x with { Op = ChainGraph.Step(x.Op, pointwise.Step, x.ChannelAxis) },
        SignStep sign => x with { Op = ChainGraph.Sign(x.Op, sign.Spelling) },
        FrameStep frame => OnChannelsLast(x, op => new Pad(op, [frame.Top, frame.Left, frame.Bottom, frame.Right], frame.Value)),
        ConvolutionStep convolution => OnChannelsLast(x, op => Conv(op, convolution)),
        PoolStep pool => OnChannelsLast(x, op => Pool(op, pool)),
        JoinStep join => Join(x, join),
        ActivationStep activation => Activated(x, activation),
        DenseStep dense => x with { Op = new Dense(x.Op, Weights(dense.Weights, new(dense.Outputs, x.Op.Type.Shape[1]))) },
        _ => throw new NotSupportedException(step.ToString()),
    };

    private Image OnChannelsLast(Image x, Func<Op, Op> make)
    {
        var made = new Image(make(ToChannelsLast(x).Op), 3);
        return layout == ImageLayout.ChannelsFirst ? ToChannelsFirst(made) : made;
    }

    private Image Join(Image x, JoinStep join)
    {
        var (left, right) = (After(join.Left, x), After(join.Right, x));
        if (!join.Fits(left.Extents, right.Extents))
            return left;
        if (join.IsConcat)
            return OnChannelsLast(left, op => new Concat(op, ToChannelsLast(right).Op));
        return left with { Op = new Add(left.Op, Along(left, right)) };
    }

    private Image Activated(Image x, ActivationStep activation)
    {
        var (left, right) = (After(activation.Left, x), After(activation.Right, x));
        if (left.Extents != right.Extents)
            right = left;
        return left with { Op = new ExpressionGraph(left.Op, Along(left, right), left.ChannelAxis).Of(activation.Expression) };
    }

    /// <summary>An image with its channels where those of another lie.</summary>
    private static Op Along(Image other, Image image) => (other.ChannelAxis == 1 ? ToChannelsFirst(image) : ToChannelsLast(image)).Op;

    private static Conv Conv(Op x, ConvolutionStep convolution)
    {
        var image = x.Type.Shape;
        var fitted = convolution.FittedTo(image[3], image[1], image[2]);
        var shape = new Shape(fitted.Outputs, fitted.Rows.Size, fitted.Columns.Size, image[3] / fitted.Groups);
        return new(x, Weights(fitted.Weights, shape), WindowOf(fitted.Rows, fitted.Columns), fitted.Groups);
    }

    private static Op Pool(Op x, PoolStep pool)
    {
        var fitted = pool.FittedTo(x.Type.Shape[1], x.Type.Shape[2]);
        var window = WindowOf(fitted.Rows, fitted.Columns);
        if (pool.IsMax)
            return new MaxPool(x, window);
        var sum = new SumPool(x, window);
        float[] counts = fitted.Counts(x.Type.Shape[1], x.Type.Shape[2]);
        var shape = counts.Distinct().Count() == 1 ? new Shape(ImmutableArray<int>.Empty) : new Shape(1, sum.Type.Shape[1], sum.Type.Shape[2], 1);
        return new Divide(sum, new Constant(Tensor.Of(shape, [.. counts.Take(shape.ElementCount)])));
    }

    /// <summary>[M, kh, kw, C] of a convolution, [N, K] of a dense layer.</summary>
    private static Constant Weights(LayerWeights weights, Shape shape)
    {
        int channels = shape.Last, columns = shape.Rank == 4 ? shape[2] : 1, rows = shape.Rank == 4 ? shape[1] : 1;
        return new(Tensor.Of(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(i =>
            weights[i / (rows * columns * channels), i / (columns * channels) % rows, i / channels % columns, i % channels])]));
    }

    private static Window WindowOf(WindowedAxis rows, WindowedAxis columns)
    {
        static WindowAxis Of(WindowedAxis axis) => new(axis.Size, axis.Stride, axis.Before, axis.After, axis.Dilation);
        return new(Of(rows), Of(columns));
    }

    private static Image ToChannelsLast(Image image) => image.ChannelAxis == 3 ? image : new(Transposed(image.Op, Transpose.ToChannelsLast), 3);

    private static Image ToChannelsFirst(Image image) => image.ChannelAxis == 1 ? image : new(Transposed(image.Op, Transpose.ToChannelsFirst), 1);

    /// <summary>As an importer does it: inverse transposes cancel, and one that keeps the order of the elements is a reshape.</summary>
    private static Op Transposed(Op op, ImmutableArray<int> order)
    {
        var transpose = new Transpose(op, order);
        if (Transpose.KeepsElements(op.Type.Shape, order))
            return op is Reshape reshape && reshape.Input.Type == transpose.Type ? reshape.Input : new Reshape(op, transpose.Type.Shape);
        return op is Transpose before && before.Order.SequenceEqual(Transpose.Inverse(order)) ? before.Input : transpose;
    }
}
