// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Codes;

/// <summary>
/// A convolution as <see cref="CodedConv"/> sums it, and what is made of the sums y by comparison: codes, how many of its limits output n of pixel
/// (i, j) reaches, or does not reach where its flip is set. Sums are compared with the bias added, and twice where the factor is 1; limits are planes
/// of bits.
/// </summary>
internal abstract class CodedConvLimits : ClassedConvolutionOp
{
    private protected CodedConvLimits(
        OpKind kind,
        ElementType element,
        PackedConvolution form,
        Op weights,
        Op limits,
        Op rows,
        Op columns,
        Op steps,
        Op flips,
        CodedForm counting)
        : base(
            kind,
            element,
            form.InOneGroup(),
            CodedForm.WeightsOf(weights, CodedForm.StepsOf(steps), form),
            LimitsOf(limits, ClassesOf(form, rows, columns) * counting.LimitPlanes, form.Outputs),
            rows,
            columns,
            steps,
            flips.OfElement("flips", ElementType.Bit).AsConstant("flips").OfShape("flips", new(form.Outputs)))
    {
        form.Input.OfElement("input", ElementType.UInt8, ElementType.Bit);
        Counting = counting;
        LimitCount = Limits.Type.Shape[0] / (ClassesOf(form, rows, columns) * counting.LimitPlanes);
    }

    /// <summary>bit[classes * limits * planes, M].</summary>
    public Constant Limits => (Constant)Operands[2];

    /// <summary>int32[steps, 4].</summary>
    public Constant Steps => (Constant)Operands[5];

    /// <summary>bit[M].</summary>
    public Constant Flips => (Constant)Operands[6];

    /// <summary>What the counters count.</summary>
    public CodedForm Counting { get; }

    /// <summary>Limits of an output.</summary>
    public int LimitCount { get; }

    /// <inheritdoc/>
    public override int WeightBits => Weights.Type.Shape[0] / (Form.RowShape[0] + 1);

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [.. base.Attributes, .. Counting.Attributes];

    /// <inheritdoc/>
    public override string Reason =>
        "codes and weights of few bits: the rows of weights of active inputs are counted bit-sliced, outputs side by side; everything up to the next "
        + "codes is comparison with limits";

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) => CodedCalls.Work(this, Steps);

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands)
    {
        int planes = Counting.LimitPlanes, pixels = Type.Shape[1] * Type.Shape[2];
        double[] codes = new double[Type.Shape.ElementCount];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            int[] sums = Counting.Sums(this, Steps, operands[0], pixel);
            for (int n = 0; n < sums.Length; n++)
            {
                long compared = ((long)sums[n] + Counting.Bias) * (Counting.Factor == 1 ? 2 : 1);
                for (int limit = 0; limit < LimitCount; limit++)
                {
                    bool isReached = compared >= LimitAt(((ClassAt(pixel) * LimitCount) + limit) * planes, n);
                    codes[(pixel * sums.Length) + n] += isReached != Flips.Bits.IsSet(n) ? 1 : 0;
                }
            }
        }

        return GraphInterpreter.Made(this, codes);
    }

    /// <inheritdoc/>
    public override void Verify() => CodedForm.Verify(this, Steps);

    private long LimitAt(int firstPlane, int output)
    {
        long limit = 0;
        for (int plane = Counting.LimitPlanes - 1; plane >= 0; plane--)
            limit = (2 * limit) + (Limits.Bits.IsSet(((firstPlane + plane) * Form.Outputs) + output) ? 1 : 0);
        return limit;
    }

    private static Op LimitsOf(Op limits, int planes, int outputs) =>
        limits.OfElement("limits", ElementType.Bit).AsConstant("limits").Type.Shape is { Rank: 2 } shape
        && shape[0] >= planes && shape[0] % planes == 0 && shape[1] == outputs && shape[0] / planes <= 15
            ? limits
            : throw new InvalidOpException(
                $"limits are {limits.Type}; expected [1 to 15 times {NumberText.Of(planes)}, {NumberText.Of(outputs)}], "
                + "planes of each class and limit");
}

/// <summary>
/// Codes of a convolution, counted bit-sliced.
/// <c>%h = coded_conv_quantize(%x, %w, %limits, %rows, %columns, %steps, %flips) {outputs=64, kernel=3x3, ..., groups=1, factor=1, zero=1,
/// bias=1152} : uint8[1, 8, 8, 64]</c> with x, w, steps as for coded_conv, limits: bit[classes * limits * planes, 64], rows: uint8[8], columns:
/// uint8[8], flips: bit[64].
/// </summary>
internal sealed class CodedConvQuantize : CodedConvLimits
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("coded_conv_quantize", 7, Stage.Packed, Stage.Packed,
        a => new CodedConvQuantize(PackedConvolution.Parse(a), a[1], a[2], a[3], a[4], a[5], a[6], CodedForm.Parse(a)));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public CodedConvQuantize(
        PackedConvolution form, Op weights, Op limits, Op rows, Op columns, Op steps, Op flips, CodedForm counting)
        : base(KindOf, ElementType.UInt8, form, weights, limits, rows, columns, steps, flips, counting)
    {
    }

    /// <inheritdoc/>
    public override int? GreatestCode => LimitCount;

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => CodedCalls.Of(this, "Quantize");
}

/// <summary>
/// Bits of a convolution of codes, counted bit-sliced: whether the one limit is reached, or is not where the flip is set.
/// <c>%h = coded_conv_threshold(%x, %w, %limits, %rows, %columns, %steps, %flips) {outputs=64, kernel=3x3, ..., groups=1, factor=1, zero=1,
/// bias=1152} : bit[1, 8, 8, 64]</c>, all as for coded_conv_quantize.
/// </summary>
internal sealed class CodedConvThreshold : CodedConvLimits
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("coded_conv_threshold", 7, Stage.Packed, Stage.Packed,
        a => new CodedConvThreshold(PackedConvolution.Parse(a), a[1], a[2], a[3], a[4], a[5], a[6], CodedForm.Parse(a)));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public CodedConvThreshold(
        PackedConvolution form, Op weights, Op limits, Op rows, Op columns, Op steps, Op flips, CodedForm counting)
        : base(KindOf, ElementType.Bit, form, weights, limits, rows, columns, steps, flips, counting)
    {
        if (LimitCount != 1)
            throw new InvalidOpException($"found {NumberText.Of(LimitCount)} limits for each output; expected one");
    }

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => CodedCalls.Of(this, "Threshold");
}
