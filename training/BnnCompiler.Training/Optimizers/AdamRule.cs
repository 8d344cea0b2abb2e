// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;

namespace BnnCompiler.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba, 2015), in the form of their section 2's end that Lasagne has: m and v are the running means of g and g²,
/// and w -= scale · rate · sqrt(1 - beta2^t) / (1 - beta1^t) · m / (sqrt(v) + epsilon).
/// </summary>
internal readonly struct AdamRule(OptimizerSettings settings, StepSize step) : IUpdateRule
{
    private readonly Vector<float> _beta1 = new(settings.Beta1), _beta2 = new(settings.Beta2), _epsilon = new(settings.Epsilon);

    private readonly Vector<float> _rate = new((float)(
        step.Scale * step.Rate * Math.Sqrt(1 - Math.Pow(settings.Beta2, step.Number)) / (1 - Math.Pow(settings.Beta1, step.Number))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Updated(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        first = (_beta1 * first) + ((Vector<float>.One - _beta1) * gradient);
        second = (_beta2 * second) + ((Vector<float>.One - _beta2) * gradient * gradient);
        return value - (_rate * first / (Vector.SquareRoot(second) + _epsilon));
    }
}
