// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Targets.CSharp.Kernels;

namespace BnnCompiler.Targets.CSharp;

/// <summary>
/// The kernel of every op that a packed graph can contain, but for inputs and constants, which compute nothing. Ops in the layout of a kernel
/// describe its call themselves.
/// </summary>
internal static class CSharpKernelTable
{
    private static readonly PointwiseKernel Pointwise = new();

    private static readonly ImmutableDictionary<OpKind, CSharpKernel> Kernels = new Dictionary<OpKind, CSharpKernel>
    {
        [Threshold.KindOf] = new ThresholdCall(),
        [Transpose.KindOf] = new TransposeCall(),
        [Reshape.KindOf] = new ReshapeCall(),
        [Concat.KindOf] = new ConcatCall(),
        [Pad.KindOf] = new PadCall(),
        [Lookup.KindOf] = Call<Lookup>(op => new("Lookup.Map", CallArgument.Of("table", op.Table))),
        [Quantize.KindOf] = Call<Quantize>(op => new(
            "Quantize.ByLimits",
            CallArgument.Of("limits", op.Limits),
            CallArgument.Of("rules", op.Rules),
            CallArgument.Of("codes", op.Codes))),
        [SelectChannels.KindOf] = Call<SelectChannels>(op => new(
            "ChannelSelection.Select",
            CallArgument.Of("channels", op.Input.Type.Shape.Channels),
            CallArgument.Of("sources", op.Sources),
            CallArgument.Of("negated", op.Negated))),
        [Rank.KindOf] = new RankLoop(),
        [MaxPool.KindOf] = Call<MaxPool>(op => new("ImagePool.Max", CallArgument.Of(op.Window))),
        [SumPool.KindOf] = Call<SumPool>(op => op.Input.Type.Element == ElementType.Bit
            ? new("ImagePool.Sum", CallArgument.Of(op.Window), CallArgument.Of("channels", op.Type.Shape.Channels))
            : new("ImagePool.Sum", CallArgument.Of(op.Window))),
        [BitPool.KindOf] = Call<BitPool>(op => new("ImagePool.AnyOrAll", CallArgument.Of(op.Window), CallArgument.Of("all", op.All))),
        [ToFloat.KindOf] = Pointwise,
        [Add.KindOf] = Pointwise,
        [Subtract.KindOf] = Pointwise,
        [Multiply.KindOf] = Pointwise,
        [Divide.KindOf] = Pointwise,
        [Affine.KindOf] = Pointwise,
        [Relu.KindOf] = Pointwise,
        [PRelu.KindOf] = Pointwise,
        [Clip.KindOf] = Pointwise,
        [Round.KindOf] = Pointwise,
        [Sign.KindOf] = Pointwise,
        [Compare.KindOf] = Pointwise,
        [Select.KindOf] = Pointwise,
    }.ToImmutableDictionary();

    private static readonly RuntimeCall Described = Call<KernelOp>(op => op.CSharpCall!);

    /// <summary>The kernel of an op; null if C# has none.</summary>
    public static CSharpKernel? Find(Op op) => op is KernelOp kernel
        ? kernel.CSharpCall is null ? null : Described
        : Kernels.TryGetValue(op.Kind, out var found) ? found : null;

    private static RuntimeCall Call<TOp>(Func<TOp, KernelCall> callOf)
        where TOp : Op => new(op => callOf((TOp)op));
}
