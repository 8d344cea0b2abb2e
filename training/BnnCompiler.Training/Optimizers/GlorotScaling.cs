// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Optimizers;

/// <summary>Whether a layer's weights change faster the larger the layer is.</summary>
internal enum GlorotScaling
{
    /// <summary>No: the factor is 1.</summary>
    None,

    /// <summary>By sqrt((n_in + n_out) / 1.5): the inverse of Glorot's initialization coefficient, as in the authors' code (W_LR_scale).</summary>
    Exact,

    /// <summary>By the power of two next to that: the authors' Torch7 code for CIFAR-10 and SVHN.</summary>
    PowerOfTwo,
}

/// <summary>The factors.</summary>
internal static class GlorotScalingFactors
{
    /// <summary>The factor of a change of weights between <paramref name="fan"/>.In and .Out neurons.</summary>
    public static float Of(this GlorotScaling scaling, (int In, int Out) fan)
    {
        float exact = (float)(1 / Math.Sqrt(1.5 / (fan.In + fan.Out)));
        return scaling switch
        {
            GlorotScaling.Exact => exact,
            GlorotScaling.PowerOfTwo => PowerOfTwo.Of(exact, PowerRounding.Round),
            _ => 1,
        };
    }
}
