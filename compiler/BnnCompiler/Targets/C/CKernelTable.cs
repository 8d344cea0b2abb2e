// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;
using BnnCompiler.Targets.C.Kernels;

namespace BnnCompiler.Targets.C;

/// <summary>
/// How every op that a packed graph can contain is spelled in C, but for inputs and constants, which compute nothing. Ops in the layout of a kernel
/// describe its call themselves.
/// </summary>
internal static class CKernelTable
{
    private static readonly ImmutableDictionary<OpKind, Action<Step, CEmission>> Kernels = new Dictionary<OpKind, Action<Step, CEmission>>
    {
        [MaxPool.KindOf] = ImageCalls.MaxPool,
        [SumPool.KindOf] = ImageCalls.SumPool,
        [BitPool.KindOf] = ImageCalls.BitPool,
        [Pad.KindOf] = ImageCalls.Pad,
        [Lookup.KindOf] = ImageCalls.Lookup,
        [Threshold.KindOf] = ThresholdCall.Emit,
        [Quantize.KindOf] = ThresholdCall.EmitCodes,
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

    /// <summary>What writes the statements of a step whose result is an op; null if C has no kernel for it.</summary>
    public static Action<Step, CEmission>? Find(Op op) => op is KernelOp kernel
        ? kernel.CCall is null ? null : KernelCalls.Emit
        : Kernels.TryGetValue(op.Kind, out var found) ? found : null;
}
