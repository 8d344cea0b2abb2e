// SPDX-License-Identifier: MIT
namespace BnnCompiler.Analysis;

/// <summary>The line slope * x + intercept.</summary>
/// <param name="Slope">How much y grows with x.</param>
/// <param name="Intercept">y at x = 0.</param>
internal readonly record struct Line(double Slope, double Intercept)
{
    /// <summary>Whether both are numbers.</summary>
    public bool IsFinite => Math.Abs(Slope) <= double.MaxValue && Math.Abs(Intercept) <= double.MaxValue;

    /// <summary>The line through the first and the last of the points whose x are a range; level if there is but one.</summary>
    public static Line Through(IntegerRange range, double[] values)
    {
        double slope = values.Length == 1 ? 0 : (values[values.Length - 1] - values[0]) / ((double)range.Greatest - range.Least);
        return new(slope, values[0] - (slope * range.Least));
    }

    /// <summary>y at <paramref name="x"/>.</summary>
    public double At(double x) => (Slope * x) + Intercept;
}
