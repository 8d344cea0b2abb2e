// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;

namespace BnnCompiler.Training.Optimizers;

/// <summary>
/// Bop (Helwegen et al., 2019, "Latent weights do not exist"): a weight is +1 or -1 and has no latent value; m = (1 - rate) · m + rate · g, and the
/// weight flips where |m| reaches the threshold and
/// m has the weight's sign, that is where the loss falls with a flip. The learning rate is the paper's gamma.
/// </summary>
internal readonly struct BopRule(OptimizerSettings settings, StepSize step) : IUpdateRule
{
    private readonly Vector<float> _rate = new((float)step.Rate), _threshold = new(settings.BopThreshold);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Updated(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
    {
        first = ((Vector<float>.One - _rate) * first) + (_rate * gradient);
        var sign = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(value, Vector<float>.Zero), Vector<float>.One, -Vector<float>.One);
        var flips = Vector.GreaterThanOrEqual(first * sign, _threshold);
        return Vector.ConditionalSelect(flips, -sign, sign);
    }
}
