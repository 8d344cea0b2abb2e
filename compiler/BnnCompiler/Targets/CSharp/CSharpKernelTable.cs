// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Targets.CSharp.Kernels;

namespace BnnCompiler.Targets.CSharp;

/// <summary>The kernel of every op that a packed graph can contain, but for inputs, constants and reshapes, which compute nothing.</summary>
internal static class CSharpKernelTable
{
    private static readonly PointwiseLoop Loop = new();

    private static readonly ImmutableDictionary<OpKind, CSharpKernel> Kernels = new Dictionary<OpKind, CSharpKernel>
    {
        [XnorDense.KindOf] = new XnorDenseCall(),
        [XnorThreshold.KindOf] = new XnorThresholdCall(),
        [BitPlanes.KindOf] = new BitPlanesCall(),
        [PlaneDense.KindOf] = new PlaneDenseCall(),
        [PlaneThreshold.KindOf] = new PlaneThresholdCall(),
        [ColumnSum.KindOf] = new ColumnSumCall(),
        [Threshold.KindOf] = new ThresholdCall(),
        [ToFloat.KindOf] = Loop,
        [Add.KindOf] = Loop,
        [Subtract.KindOf] = Loop,
        [Multiply.KindOf] = Loop,
        [Divide.KindOf] = Loop,
        [Affine.KindOf] = Loop,
        [Relu.KindOf] = Loop,
        [PRelu.KindOf] = Loop,
        [Clip.KindOf] = Loop,
        [Round.KindOf] = Loop,
        [Sign.KindOf] = Loop,
        [Compare.KindOf] = Loop,
        [Select.KindOf] = Loop,
    }.ToImmutableDictionary();

    /// <summary>The kernel of a kind, or null if nobody wrote one.</summary>
    public static CSharpKernel? Find(OpKind kind) => Kernels.TryGetValue(kind, out var kernel) ? kernel : null;
}
