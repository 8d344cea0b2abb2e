// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Optimizers;

/// <summary>
/// Shift-based AdaMax as the authors' Torch7 code has it: m = beta1 · m + (1 - beta1) · g, v = max(beta2 · v, |g|), then v becomes AP2(v) + 2^-27 and
/// is kept so, and w -= scale · AP2(rate / (1 - beta1^t)) · m / v.
/// With beta2 = 0.999 a kept power of two decays to 0.999 of it and is rounded back: v never falls (with the most significant bit in the place of
/// rounding it would halve in every step). That is what trained the published networks.
/// </summary>
internal readonly struct TorchAdaMaxRule(OptimizerSettings settings, StepSize step) : IUpdateRule
{
    private const float Epsilon = 1f / (1 << 27);

    private readonly Vector<float> _beta1 = new(settings.Beta1), _beta2 = new(settings.Beta2);

    private readonly Vector<float> _rate =
        new(step.Scale * PowerOfTwo.Of((float)(step.Rate / (1 - Math.Pow(settings.Beta1, step.Number))), settings.Rounding));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Updated(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        first = (_beta1 * first) + ((Vector<float>.One - _beta1) * gradient);
        second = PowerOfTwo.Of(Vector.Max(_beta2 * second, Vector.Abs(gradient)), settings.Rounding) + new Vector<float>(Epsilon);
        return value - (_rate * first / second);
    }
}
