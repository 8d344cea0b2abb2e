// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Patterns;

/// <summary>
/// <see cref="SignedConvThreshold"/> on images of small integers, whose sums of neighbouring taps with every pattern of signs are made once for all
/// outputs. No value of x is greater in magnitude than <see cref="Greatest"/>, so that all sums fit 16 bits. <c>%h = pattern_conv_threshold(%x, %w,
/// %limits, %rows, %columns) {outputs=64, kernel=3x3, ..., groups=1, greatest=255} : bit[1, 30, 30, 64]</c> with x: uint8 or int16, w, limits, rows,
/// columns as there.
/// </summary>
internal sealed class PatternConvThreshold : SignedThresholdOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("pattern_conv_threshold", 5, Stage.Packed, Stage.Packed,
        a => new PatternConvThreshold(PackedConvolution.Parse(a), a.Int("greatest"), a[1], a[2], a[3], a[4]));

    /// <summary>A convolution in the layout of its kernel.</summary>
    public PatternConvThreshold(PackedConvolution form, int greatest, Op weights, Op limits, Op rows, Op columns)
        : base(KindOf, form, weights, limits, rows, columns)
    {
        Greatest = greatest;
        if (greatest < 1 || !PatternGroups.Fit(form.Window, form.Result[2], form.GroupChannels, greatest))
        {
            throw new InvalidOpException(
                "the kernel takes windows that move by one pixel over at least six columns, with few taps of small numbers; "
                + "expected signed_conv_threshold");
        }
    }

    /// <summary>The greatest magnitude of a value of the image.</summary>
    public int Greatest { get; }

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes => [.. base.Attributes, OpAttribute.Of("greatest", Greatest)];

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new(
        "PatternConvolution",
        CallArgument.Of(Form.Window),
        CallArgument.Of("channels", Form.GroupChannels),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("outputs", Form.Outputs),
        CallArgument.Of("limits", Limits),
        CallArgument.Of("rows", Rows),
        CallArgument.Of("columns", Columns),
        CallArgument.Of("greatest", Greatest))
    {
        IsKept = true,
    };

    /// <summary>One addition for each group of taps, output and 16 pixels.</summary>
    public override KernelWork Work(double? activeInputs)
    {
        const int PixelsInRegister = 16;
        double registers = (double)Type.Shape[1] * ((Type.Shape[2] + PixelsInRegister - 1) / PixelsInRegister);
        int groups = PatternGroups.Count(Form.Window, Form.GroupChannels)!.Value;
        return new(registers * Form.Outputs * Form.Window.Rows.Size * groups, KernelWork.ConstantBytes(this));
    }

    /// <summary>Checks <c>padding-limits</c> and <c>greatest-input</c>: the input is known to stay within <see cref="Greatest"/>.</summary>
    public override void Verify()
    {
        PaddedLimits.Verify(this, Limits, Form.Outputs, int.MaxValue);
        int known = PatternConvThresholdKernel.GreatestOf(Input);
        if (known > Greatest)
        {
            throw Rule.Broken(this, "greatest-input",
                $"its input can be {NumberText.Of(known)} in magnitude; expected at most {NumberText.Of(Greatest)}");
        }
    }
}
