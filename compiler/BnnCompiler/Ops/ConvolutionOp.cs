// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// A layer whose weights slide over an image: output m of pixel (i, j) is the sum over the taps of the window, and over the channels of
/// the group of m, of x * w. Taps outside of the image add nothing (zero padding), so pixels at the border have shorter sums.
/// Weights are [M, kh, kw, C / groups]; a sum runs over kernel rows, then columns, then channels.
/// </summary>
internal abstract class ConvolutionOp : Op
{
    private protected ConvolutionOp(OpKind kind, ElementType element, Op input, Op weights, Window window, int groups)
        : base(kind, new(element, ResultOf(input.Image("input"), weights, window, groups)), input, weights.AsConstant("weights"))
    {
        Window = window;
        Groups = groups;
    }

    /// <summary>[1, H, W, C].</summary>
    public Op Input => Operands[0];

    /// <summary>[M, kh, kw, C / groups].</summary>
    public Constant Weights => (Constant)Operands[1];

    /// <summary>How the weights slide.</summary>
    public Window Window { get; }

    /// <summary>Channels and outputs are split into this many groups of their own.</summary>
    public int Groups { get; }

    /// <summary>M.</summary>
    public int Outputs => Weights.Type.Shape[0];

    /// <summary>Terms of a sum away from the border.</summary>
    public int FanIn => Weights.Type.Shape.ElementCount / Outputs;

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [.. Window.Attributes(withKernel: false), OpAttribute.Of("groups", Groups)];

    /// <summary>The window of attributes and weights.</summary>
    private protected static Window WindowOf(OpArguments arguments)
    {
        var weights = arguments[1].Type.Shape;
        return weights.Rank == 4
            ? Window.Parse(arguments, weights[1], weights[2])
            : throw new InvalidOpException($"weights are {arguments[1].Type}; expected [outputs, rows, columns, channels]");
    }

    private static Shape ResultOf(Shape image, Op weights, Window window, int groups)
    {
        if (weights.Type.Shape is not { Rank: 4 } shape || shape[1] != window.Rows.Size || shape[2] != window.Columns.Size)
        {
            throw new InvalidOpException(
                $"weights are {weights.Type}; expected [outputs, {NumberText.Of(window.Rows.Size)}, {NumberText.Of(window.Columns.Size)}, channels]");
        }

        if (groups < 1 || image[3] % groups != 0 || shape[0] % groups != 0 || shape[3] != image[3] / groups)
        {
            throw new InvalidOpException(
                $"weights of [{shape}] in {NumberText.Of(groups)} groups do not fit an image of {NumberText.Of(image[3])} channels; "
                + "expected channels and outputs that are multiples of the groups, and weights for the channels of one group");
        }

        return window.Result(image, shape[0]);
    }
}
