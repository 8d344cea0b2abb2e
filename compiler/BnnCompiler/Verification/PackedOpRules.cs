// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Xnor;

namespace BnnCompiler.Verification;

/// <summary>
/// A line for each op in the layout of a kernel: what the kernel relies on and the op's constructor does not guarantee, or why there is no such thing.
/// A kernel without a line is refused by a test.
/// </summary>
internal static class PackedOpRules
{
    /// <summary>What checks an op of a kind; null for one about which there is nothing to check.</summary>
    public static readonly ImmutableDictionary<OpKind, Action<Op>?> All = new Dictionary<OpKind, Action<Op>?>
    {
        [XnorDense.KindOf] = Of<XnorDense>(PackedRules.Verify),
        [XnorThreshold.KindOf] = Of<XnorThreshold>(PackedRules.Verify),
        [PlaneDense.KindOf] = Of<PlaneDense>(PackedRules.Verify),
        [PlaneThreshold.KindOf] = Of<PlaneThreshold>(PackedRules.Verify),
        [XnorConv.KindOf] = Of<XnorConv>(ConvolutionRules.Verify),
        [XnorConvThreshold.KindOf] = Of<XnorConvThreshold>(ConvolutionRules.Verify),
        [GroupedXnorConv.KindOf] = Of<GroupedXnorConv>(ConvolutionRules.Verify),
        [SignedConv.KindOf] = Of<SignedConv>(ConvolutionRules.Verify),
        [SignedConvThreshold.KindOf] = Of<SignedConvThreshold>(ConvolutionRules.Verify),
        [SlicedDense.KindOf] = Of<SlicedDense>(dense => SlicedRules.VerifyZeroRow(dense, dense.Weights)),
        [SlicedThreshold.KindOf] = Of<SlicedThreshold>(SlicedRules.Verify),
        [SlicedConv.KindOf] = Of<SlicedConv>(conv => SlicedRules.VerifyZeroRow(conv, conv.Weights)),
        [SlicedConvThreshold.KindOf] = Of<SlicedConvThreshold>(conv => SlicedRules.VerifyZeroRow(conv, conv.Weights)),

        // Its weights are rows of bits like any tensor's, its limits any integers: the kernel lays both out for itself.
        [PixelConvThreshold.KindOf] = null,

        // A view of its input.
        [BitPlanes.KindOf] = null,

        // Every weight is a term of a sum of floats, none is padding.
        [ColumnSum.KindOf] = null,
        [FloatConv.KindOf] = null,
    }.ToImmutableDictionary();

    /// <summary>Checks what the kernel of an op relies on.</summary>
    public static void Verify(Op op)
    {
        if (All.TryGetValue(op.Kind, out var check))
            check?.Invoke(op);
    }

    private static Action<Op> Of<T>(Action<T> check)
        where T : Op => op => check((T)op);
}
