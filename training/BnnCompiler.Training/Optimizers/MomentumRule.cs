// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;

namespace BnnCompiler.Training.Optimizers;

/// <summary>Stochastic gradient descent with momentum: v = momentum · v - rate · g, w += scale · v.</summary>
internal readonly struct MomentumRule(OptimizerSettings settings, StepSize step) : IUpdateRule
{
    private readonly Vector<float> _momentum = new(settings.Momentum), _rate = new((float)step.Rate), _scale = new(step.Scale);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Updated(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        first = (_momentum * first) - (_rate * gradient);
        return value + (_scale * first);
    }
}
