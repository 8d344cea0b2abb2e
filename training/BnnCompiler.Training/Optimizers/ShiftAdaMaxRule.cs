// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Optimizers;

/// <summary>
/// Shift-based AdaMax as the paper prints it (Algorithm 4): m = beta1 · m + (1 - beta1) · g, v = max(beta2 · v, |g|), and
/// w -= scale · rate · AP2(1 / (1 - beta1^t)) · m · AP2(1 / v). With the paper's rate 2^-10, 1 - beta1 = 2^-3 and 1 - beta2 = 2^-10 every product is
/// a shift.
/// Where v is 0 all gradients were, and w stays; so it does where v has fallen below the least normal number, after tens of thousands of steps
/// without a gradient: 1 / v
/// can be infinite there, and m has all but vanished.
/// </summary>
internal readonly struct ShiftAdaMaxRule(OptimizerSettings settings, StepSize step) : IUpdateRule
{
    private const float LeastNormal = 1.17549435e-38f;

    private readonly Vector<float> _beta1 = new(settings.Beta1), _beta2 = new(settings.Beta2);

    private readonly Vector<float> _rate = new((float)(
        step.Scale * step.Rate * PowerOfTwo.Of((float)(1 / (1 - Math.Pow(settings.Beta1, step.Number))), settings.Rounding)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Updated(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        first = (_beta1 * first) + ((Vector<float>.One - _beta1) * gradient);
        second = Vector.Max(_beta2 * second, Vector.Abs(gradient));
        var change = _rate * first * PowerOfTwo.Of(Vector<float>.One / second, settings.Rounding);
        return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(second, new Vector<float>(LeastNormal)), value - change, value);
    }
}
