// SPDX-License-Identifier: MIT
using CsCheck;

namespace BnnCompiler.Tests.Networks;

/// <summary>Draws one by one, for what is made by code that decides as it goes.</summary>
internal static class RandomDraws
{
    /// <summary>A value of a generator.</summary>
    public static T Draw<T>(this PCG random, Gen<T> gen) => gen.Generate(random, null, out _);

    /// <summary>True with a probability, in hundredths.</summary>
    public static bool Chance(this PCG random, double probability) => random.Draw(Gen.Int[0, 99]) < 100 * probability;
}
