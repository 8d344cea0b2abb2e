// SPDX-License-Identifier: MIT
using System.Numerics;

namespace BnnCompiler.Training.Optimizers;

/// <summary>How a number changes in a step, written once for a vector of them. Both memories start at 0; what is not needed stays 0.</summary>
internal interface IUpdateRule
{
    /// <summary>The number after the step, before it is clipped.</summary>
    Vector<float> Updated(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second);
}
