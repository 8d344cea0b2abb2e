// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;
using CsCheck;

namespace BnnCompiler.Tests.Passes;

/// <summary>The floats that codes are spelled back as are those of the file, and on a line for a layer that sums the codes.</summary>
public class CodeValuesTests
{
    private const int Grids = 300;

    /// <summary>
    /// A few codes with values that are rounded once, and up to 256 with values as quantizers make them, in two steps; all of them or some.
    /// </summary>
    private static readonly Gen<(int[] Codes, double[] Values)> Cases = Gen.OneOf(
        Gen.Select(Codes(10), Gen.Double[0.01, 3], Gen.Double[-3, 3], (codes, step, offset) => Valued(codes, c => (float)((c * step) + offset))),
        Gen.Select(Codes(256), Gen.Float[0.01f, 3f], Gen.Int[-128, 0], (codes, step, zero) => Valued(codes, c => (c + zero) * step)),
        Gen.Select(Codes(256), Gen.Int[2, 255], Gen.Int[-2, 2], (codes, steps, zero) => Valued(codes, c => ((float)c / steps) + (zero / 2f))));

    [Fact]
    public void Codes_are_spelled_as_the_very_floats_and_stay_on_a_line() => Cases.Hold(
        c =>
        {
            var input = new Input(new(ElementType.Int32, new(1, 1)));
            int[] limits = [.. Enumerable.Range(1, c.Codes[^1])];
            var codes = new Quantize(
                input,
                new Constant(Tensor.Of(new Shape(limits.Length, 1), [.. limits])),
                new Constant(Tensor.Of(new Shape(limits.Length + 1, 1), [.. Enumerable.Range(0, limits.Length + 1).Select(code => (byte)code)])));

            var floats = CodeValues.AsFloats(codes, c.Codes, c.Values, new Input(new(ElementType.Float32, new(1, 1))));

            var function = ChannelFunction.OfCodes(floats)!;
            Assert.Equal(c.Values, function.Evaluate(0, [.. c.Codes.Select(code => (double)code)]).Values);
            Assert.NotNull(AffineCode.Of(floats));
        },
        iter: Grids);

    /// <summary>The codes that occur: the first and the last one do.</summary>
    private static Gen<int[]> Codes(int most) => Gen.Int[2, most].SelectMany(count => Gen.Bool.Array[count])
        .Select(occurs => Enumerable.Range(0, occurs.Length).Where(code => occurs[code] || code == 0 || code == occurs.Length - 1).ToArray());

    private static (int[] Codes, double[] Values) Valued(int[] codes, Func<int, float> valueOf) =>
        (codes, [.. codes.Select(code => valueOf(code) + 0.0)]);
}
