// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;
using BnnCompiler.Planning;
using BnnCompiler.Targets.C.Kernels;

namespace BnnCompiler.Targets.C;

/// <summary>How every op that a packed graph can contain is spelled in C, but for inputs and constants, which compute nothing.</summary>
internal static class CKernelTable
{
    private static readonly ImmutableDictionary<OpKind, Action<Step, CEmission>> Kernels = new Dictionary<OpKind, Action<Step, CEmission>>
    {
        [XnorDense.KindOf] = DenseCalls.XnorDense,
        [XnorThreshold.KindOf] = DenseCalls.XnorThreshold,
        [BitPlanes.KindOf] = DenseCalls.BitPlanes,
        [PlaneDense.KindOf] = DenseCalls.PlaneDense,
        [PlaneThreshold.KindOf] = DenseCalls.PlaneThreshold,
        [ColumnSum.KindOf] = DenseCalls.ColumnSum,
        [SlicedDense.KindOf] = SlicedCalls.Dense,
        [SlicedThreshold.KindOf] = SlicedCalls.DenseThreshold,
        [SlicedConv.KindOf] = SlicedCalls.Conv,
        [SlicedConvThreshold.KindOf] = SlicedCalls.ConvThreshold,
        [XnorConv.KindOf] = ConvolutionCalls.XnorConv,
        [XnorConvThreshold.KindOf] = ConvolutionCalls.XnorConvThreshold,
        [GroupedXnorConv.KindOf] = ConvolutionCalls.GroupedXnorConv,
        [SignedConv.KindOf] = ConvolutionCalls.SignedConv,
        [SignedConvThreshold.KindOf] = ConvolutionCalls.SignedConvThreshold,
        [FloatConv.KindOf] = ConvolutionCalls.FloatConv,
        [MaxPool.KindOf] = ImageCalls.MaxPool,
        [SumPool.KindOf] = ImageCalls.SumPool,
        [BitPool.KindOf] = ImageCalls.BitPool,
        [Pad.KindOf] = ImageCalls.Pad,
        [Lookup.KindOf] = ImageCalls.Lookup,
        [Threshold.KindOf] = ThresholdCall.Emit,
        [Transpose.KindOf] = RearrangeCalls.Transpose,
        [Reshape.KindOf] = RearrangeCalls.Reshape,
        [Concat.KindOf] = RearrangeCalls.Concat,
        [Rank.KindOf] = RearrangeCalls.Rank,
        [SelectChannels.KindOf] = RearrangeCalls.SelectChannels,
        [ToFloat.KindOf] = PointwiseLoop.Emit,
        [Add.KindOf] = PointwiseLoop.Emit,
        [Subtract.KindOf] = PointwiseLoop.Emit,
        [Multiply.KindOf] = PointwiseLoop.Emit,
        [Divide.KindOf] = PointwiseLoop.Emit,
        [Affine.KindOf] = PointwiseLoop.Emit,
        [Relu.KindOf] = PointwiseLoop.Emit,
        [PRelu.KindOf] = PointwiseLoop.Emit,
        [Clip.KindOf] = PointwiseLoop.Emit,
        [Round.KindOf] = PointwiseLoop.Emit,
        [Sign.KindOf] = PointwiseLoop.Emit,
        [Compare.KindOf] = PointwiseLoop.Emit,
        [Select.KindOf] = PointwiseLoop.Emit,
    }.ToImmutableDictionary();

    /// <summary>What writes the statements of a step whose result is of a kind; null if nobody wrote it.</summary>
    public static Action<Step, CEmission>? Find(OpKind kind) => Kernels.TryGetValue(kind, out var kernel) ? kernel : null;
}
