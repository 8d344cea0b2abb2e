// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Nibble;
using BnnCompiler.Kernels.Patterns;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;
using BnnCompiler.Targets.CSharp.Kernels;

namespace BnnCompiler.Targets.CSharp;

/// <summary>The kernel of every op that a packed graph can contain, but for inputs and constants, which compute nothing.</summary>
internal static class CSharpKernelTable
{
    private static readonly PointwiseKernel Pointwise = new();

    private static readonly ImmutableDictionary<OpKind, CSharpKernel> Kernels = new Dictionary<OpKind, CSharpKernel>
    {
        [XnorDense.KindOf] = new XnorDenseCall(),
        [XnorThreshold.KindOf] = new XnorThresholdCall(),
        [NibbleThreshold.KindOf] = new NibbleThresholdCall(),
        [SlicedThreshold.KindOf] = new SlicedThresholdCall(),
        [SlicedConvThreshold.KindOf] = new SlicedConvThresholdCall(),
        [PixelConvThreshold.KindOf] = new PixelConvThresholdCall(),
        [BitPlanes.KindOf] = new BitPlanesCall(),
        [PlaneDense.KindOf] = new PlaneDenseCall(),
        [PlaneThreshold.KindOf] = new PlaneThresholdCall(),
        [ColumnSum.KindOf] = new ColumnSumCall(),
        [Threshold.KindOf] = new ThresholdCall(),
        [Transpose.KindOf] = new TransposeCall(),
        [Reshape.KindOf] = new ReshapeCall(),
        [Concat.KindOf] = new ConcatCall(),
        [Pad.KindOf] = new PadCall(),
        [Lookup.KindOf] = new LookupCall(),
        [SelectChannels.KindOf] = new SelectChannelsCall(),
        [Rank.KindOf] = new RankLoop(),
        [MaxPool.KindOf] = new MaxPoolCall(),
        [SumPool.KindOf] = new SumPoolCall(),
        [BitPool.KindOf] = new BitPoolCall(),
        [XnorConv.KindOf] = new XnorConvCall(),
        [XnorConvThreshold.KindOf] = new XnorConvThresholdCall(),
        [GroupedXnorConv.KindOf] = new GroupedXnorConvCall(),
        [SignedConv.KindOf] = new SignedConvCall(),
        [SignedConvThreshold.KindOf] = new SignedConvThresholdCall(),
        [PatternConvThreshold.KindOf] = new PatternConvThresholdCall(),
        [FloatConv.KindOf] = new FloatConvCall(),
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

    /// <summary>The kernel of a kind, or null if nobody wrote one.</summary>
    public static CSharpKernel? Find(OpKind kind) => Kernels.TryGetValue(kind, out var kernel) ? kernel : null;
}
