// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Signed;

/// <summary>
/// A convolution of integers with signs and its threshold in one: bit n of pixel (i, j) = y at least limits[rows_i + columns_j, n].
/// </summary>
internal abstract class SignedThresholdOp : ClassedConvolutionOp
{
    private protected SignedThresholdOp(OpKind kind, PackedConvolution form, Op weights, Op limits, Op rows, Op columns)
        : base(
            kind,
            ElementType.Bit,
            form.InOneGroup(),
            weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", form.RowShape),
            LimitsFor(form, limits, rows, columns),
            rows,
            columns)
    {
        form.Input.OfElement("input", ElementType.UInt8, ElementType.Int16);
    }

    /// <summary>int32[classes, padded outputs].</summary>
    public Constant Limits => (Constant)Operands[2];

    /// <inheritdoc/>
    public override string Reason => "integer input, binary weights: exact sums; everything up to the sign is one comparison";

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands)
    {
        var sums = OutputRows.Sums(Form, operands);
        return Compared(Limits, (limit, output, taps) => sums(output, taps) >= limit);
    }
}
