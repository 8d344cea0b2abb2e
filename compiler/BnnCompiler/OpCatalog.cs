// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Codes;
using BnnCompiler.Kernels.Floats;
using BnnCompiler.Kernels.Nibble;
using BnnCompiler.Kernels.Patterns;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Planes;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Weighted;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler;

/// <summary>Every op there is, one line each. Parser, printer, verifier and the completeness tests work from this list.</summary>
internal static class OpCatalog
{
    /// <summary>All kinds, in the order in which a network meets them.</summary>
    public static readonly ImmutableArray<OpKind> All =
    [
        Input.KindOf,
        Constant.KindOf,
        Reshape.KindOf,
        Transpose.KindOf,
        Concat.KindOf,
        Pad.KindOf,

        // Layers, as imported and as we compute them.
        Dense.KindOf,
        BinaryDense.KindOf,
        IntegerDense.KindOf,
        FloatDense.KindOf,
        Conv.KindOf,
        BinaryConv.KindOf,
        IntegerConv.KindOf,
        Lookup.KindOf,
        SelectChannels.KindOf,
        Rank.KindOf,

        // Pooling.
        MaxPool.KindOf,
        SumPool.KindOf,
        BitPool.KindOf,

        // Pointwise.
        ToFloat.KindOf,
        Add.KindOf,
        Subtract.KindOf,
        Multiply.KindOf,
        Divide.KindOf,
        BatchNorm.KindOf,
        Affine.KindOf,
        Relu.KindOf,
        PRelu.KindOf,
        Clip.KindOf,
        Round.KindOf,
        Sign.KindOf,
        Compare.KindOf,
        Select.KindOf,
        Threshold.KindOf,
        Quantize.KindOf,

        // Layers in the layout of a kernel.
        XnorDense.KindOf,
        XnorThreshold.KindOf,
        NibbleThreshold.KindOf,
        BitPlanes.KindOf,
        PlaneDense.KindOf,
        PlaneThreshold.KindOf,
        ColumnSum.KindOf,
        XnorConv.KindOf,
        XnorConvThreshold.KindOf,
        GroupedXnorConv.KindOf,
        SignedConv.KindOf,
        WeightedConv.KindOf,
        SignedConvThreshold.KindOf,
        PatternConvThreshold.KindOf,
        FloatConv.KindOf,
        SlicedDense.KindOf,
        SlicedThreshold.KindOf,
        SlicedConv.KindOf,
        SlicedConvThreshold.KindOf,
        CodedConv.KindOf,
        CodedConvQuantize.KindOf,
        CodedConvThreshold.KindOf,
        PixelConvThreshold.KindOf,
    ];

    /// <summary>The kind with a mnemonic, or null.</summary>
    public static OpKind? Find(string mnemonic) => All.FirstOrDefault(kind => kind.Mnemonic == mnemonic);
}
