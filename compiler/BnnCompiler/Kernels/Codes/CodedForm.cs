// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Kernels.Codes;

/// <summary>
/// How sums over codes are counted bit-sliced: y = Factor * P - Zero * A. Every step adds, or subtracts, 2^exponent times the rows of one set of
/// weights of the inputs that have some codes; P is what all of them make, and A the same with all weights of the first set 1, the others 0.
/// </summary>
/// <param name="Factor">1 or 2.</param>
/// <param name="Zero">What a weight is less than its bits say.</param>
/// <param name="Bias">At least the size of any sum, and of Zero * A.</param>
internal readonly record struct CodedForm(int Factor, int Zero, int Bias)
{
    /// <summary>The greatest bias with which sums and limits fit 32 bits.</summary>
    public const int MostBias = (int.MaxValue - 1) / 4;

    /// <summary>Numbers of a step: exponent, 1 if it subtracts, the codes as bits, the set.</summary>
    public const int PerStep = 4;

    /// <summary>Planes of limits: those of the counters, and one below.</summary>
    public int LimitPlanes => SlicedPlanes.Of(Factor == 1 ? 2 * Bias : Bias) + 1;

    /// <summary>The attributes.</summary>
    public ImmutableArray<OpAttribute> Attributes =>
        [OpAttribute.Of("factor", Factor), OpAttribute.Of("zero", Zero), OpAttribute.Of("bias", Bias)];

    /// <summary>The arguments of a call, behind steps and weights.</summary>
    public ImmutableArray<CallArgument> Arguments =>
        [CallArgument.Of("factor", Factor), CallArgument.Of("zero", Zero), CallArgument.Of("bias", Bias)];

    /// <summary>From the text form.</summary>
    public static CodedForm Parse(OpArguments arguments)
    {
        var form = new CodedForm(arguments.Int("factor"), arguments.Int("zero"), arguments.Int("bias"));
        return form is { Factor: 1 or 2, Zero: >= 0 and <= byte.MaxValue, Bias: >= 0 and <= MostBias }
            ? form
            : throw new InvalidOpException(
                $"found {form}; expected a factor of 1 or 2, a zero of at most 255 and a bias of at most {NumberText.Of(MostBias)}");
    }

    /// <summary>int32[steps, 4].</summary>
    public static Op StepsOf(Op steps) => steps.OfElement("steps", ElementType.Int32).AsConstant("steps").Type.Shape is { Rank: 2 } shape
        && shape[0] > 0 && shape[1] == PerStep
            ? steps
            : throw new InvalidOpException($"steps are {steps.Type}; expected [steps, {NumberText.Of(PerStep)}]");

    /// <summary>For each set a row for each input, and one more.</summary>
    public static Op WeightsOf(Op weights, Op steps, PackedConvolution form) => weights.OfElement("weights", ElementType.Bit).AsConstant("weights")
        .OfShape("weights", new(Sets(steps) * (form.RowShape[0] + 1), form.Outputs));

    /// <summary>Checks <c>coded-steps</c>, <c>zero-row</c> and <c>greatest-input</c>.</summary>
    public static void Verify(PackedConvolutionOp layer, Constant steps)
    {
        VerifyInput(layer);
        const int MostExponent = 15;
        bool isBits = layer.Input.Type.Element == ElementType.Bit;
        var numbers = steps.Integers.Values;
        for (int i = 0; i < numbers.Length; i += PerStep)
        {
            bool isInOrder = i == 0 || numbers[i] < numbers[i - PerStep]
                || (numbers[i] == numbers[i - PerStep] && numbers[i + 1] >= numbers[i + 1 - PerStep]);
            if (!isInOrder || numbers[i] is < 0 or > MostExponent || numbers[i + 1] is not (0 or 1)
                || (isBits ? numbers[i + 2] is not (1 or 2) : numbers[i + 2] is < 1 or > ushort.MaxValue))
            {
                var found = Enumerable.Range(i, PerStep).Select(at => NumberText.Of(numbers[at]));
                throw Rule.Broken(layer, "coded-steps",
                    $"step {NumberText.Of(i / PerStep)} is {string.Join(", ", found)}; "
                    + "expected an exponent of at most 15 in descending order, 0 or, behind those, 1, some codes as bits, and a set");
            }
        }

        SlicedWeights.VerifyZeroRow(layer, layer.Weights, Sets(steps));
    }

    /// <summary>The sums of a pixel of the result, one for each output.</summary>
    public int[] Sums(PackedConvolutionOp layer, Constant steps, Tensor input, int pixel)
    {
        int channels = layer.Form.GroupChannels, rows = layer.Form.RowShape[0] + 1, width = layer.Type.Shape[2];
        var (values, weights) = (Values(steps), layer.Weights.Bits);
        int[] sums = new int[layer.Form.Outputs];
        foreach (var tap in layer.Form.Window.ValidTaps(layer.Input.Type.Shape, pixel / width, pixel % width))
        {
            for (int channel = 0; channel < channels; channel++)
            {
                int element = (tap.Pixel * channels) + channel;
                int code = input is BitTensor bits ? bits.IsSet(element) ? 1 : 0 : (int)input[element];
                for (int set = 0; set < values.Length; set++)
                {
                    if (values[set][code] == 0)
                        continue;
                    var row = weights.Row((set * rows) + (tap.Index * channels) + channel);
                    for (int n = 0; n < sums.Length; n++)
                    {
                        int bit = (int)(row[n / 64] >> (n % 64)) & 1;
                        sums[n] += values[set][code] * ((Factor * bit) - (set == 0 ? Zero : 0));
                    }
                }
            }
        }

        return sums;
    }

    private static void VerifyInput(PackedConvolutionOp layer)
    {
        for (int channel = 0; channel < layer.Input.Type.Shape.Channels && layer.Input.Type.Element != ElementType.Bit; channel++)
        {
            if (IntegerRange.Of(layer.Input, channel) is not { Greatest: <= CodedRows.MostCode })
            {
                throw Rule.Broken(layer, "greatest-input",
                    $"its input can be more than {NumberText.Of(CodedRows.MostCode)}; expected codes of at most four bits");
            }
        }
    }

    /// <summary>By set, what each code counts.</summary>
    private static int[][] Values(Constant steps)
    {
        int[][] values = [.. Enumerable.Range(0, Sets(steps)).Select(_ => new int[16])];
        var numbers = steps.Integers.Values;
        for (int i = 0; i < numbers.Length; i += PerStep)
        {
            for (int code = 0; code < 16; code++)
            {
                if ((numbers[i + 2] >> code & 1) != 0)
                    values[numbers[i + 3]][code] += (numbers[i + 1] == 0 ? 1 : -1) << numbers[i];
            }
        }

        return values;
    }

    private static int Sets(Op steps)
    {
        const int MostSets = 16;
        int greatest = ((Constant)steps).Integers.Values.Where((_, i) => i % PerStep == PerStep - 1).Max();
        return greatest is >= 0 and < MostSets
            ? greatest + 1
            : throw new InvalidOpException($"found a step for set {NumberText.Of(greatest)}; expected 0 to {NumberText.Of(MostSets - 1)}");
    }
}
