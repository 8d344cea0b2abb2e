// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Interpreter;

/// <summary>
/// What each pointwise op does to one element. Values travel as float64 and are rounded to float32 after each step: for +, -, *, / and
/// square root of float32 operands, computing in float64 and rounding once more gives exactly the float32 result, because 53 bits are
/// more than twice 24 plus two.
/// </summary>
internal static class PointwiseSemantics
{
    /// <summary>The result for one element whose operands are <paramref name="x"/>, in operand order.</summary>
    [MethodImpl(Optimized.AtFirstCall)]
    public static double Apply(Op op, ReadOnlySpan<double> x, Arithmetic arithmetic = Arithmetic.Normative) => op switch
    {
        ToFloat => Round(x[0], arithmetic),
        Add => Round(op, x[0] + x[1], arithmetic),
        Subtract => Round(op, x[0] - x[1], arithmetic),
        Multiply { Type.Element: ElementType.Int32 } => unchecked((int)x[0] * (int)x[1]),
        Multiply => Round(op, x[0] * x[1], arithmetic),
        Divide => Round(x[0] / x[1], arithmetic),
        BatchNorm norm => Normalize(norm, x, arithmetic),
        Affine affine => Round((affine.Scale * x[0]) + (affine.Offset * x[1]), arithmetic),
        Relu => x[0] <= 0 ? 0 : x[0],
        PRelu => x[0] >= 0 ? x[0] : Round(x[0] * x[1], arithmetic),
        Clip clip => x[0] < clip.Low ? clip.Low : x[0] > clip.High ? clip.High : x[0],
        Round round => RoundTo(x[0], round.To),
        Sign sign => x[0] > 0 ? 1 : x[0] == 0 ? sign.Zero : -1,
        Compare compare => Holds(compare.Relation, x[0], x[1]) ? 1 : 0,
        Select => x[0] != 0 ? x[1] : x[2],
        _ => throw new NotSupportedException($"'{op.Kind.Mnemonic}' has no pointwise semantics; add it to {nameof(PointwiseSemantics)}."),
    };

    private static double Round(Op op, double value, Arithmetic arithmetic) =>
        op.Type.Element == ElementType.Int32 ? value : Round(value, arithmetic);

    private static double Round(double value, Arithmetic arithmetic) =>
        arithmetic == Arithmetic.Float64 ? value : (float)value;

    private static double Normalize(BatchNorm norm, ReadOnlySpan<double> x, Arithmetic arithmetic)
    {
        double input = x[0], scale = x[1], bias = x[2], mean = x[3], variance = x[4];
        double deviation = Round(Math.Sqrt(Round(variance + norm.Epsilon, arithmetic)), arithmetic);
        if (arithmetic is Arithmetic.Normative or Arithmetic.Float64)
        {
            double scaled = Round(scale * Round(input - mean, arithmetic), arithmetic);
            return Round(Round(scaled / deviation, arithmetic) + bias, arithmetic);
        }

        double factor = Round(scale * Round(1 / deviation, arithmetic), arithmetic);
        double shift = Round(bias - Round(mean * factor, arithmetic), arithmetic);
        double product = arithmetic == Arithmetic.FusedMultiplyAdd ? input * factor : Round(input * factor, arithmetic);
        return Round(product + shift, arithmetic);
    }

    private static double RoundTo(double value, string to) => to switch
    {
        "down" => Math.Floor(value),
        "up" => Math.Ceiling(value),
        "zero" => Math.Truncate(value),
        _ => Math.Round(value, MidpointRounding.ToEven),
    };

    private static bool Holds(string relation, double left, double right) => relation switch
    {
        "gt" => left > right,
        "ge" => left >= right,
        "lt" => left < right,
        "le" => left <= right,
        "eq" => left == right,
        _ => left != right,
    };
}
