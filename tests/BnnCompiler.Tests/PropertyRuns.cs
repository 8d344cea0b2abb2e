// SPDX-License-Identifier: MIT
using System.Globalization;
using CsCheck;

namespace BnnCompiler.Tests;

/// <summary>
/// The random cases of property tests: the same ones in every run, so that a change is green or red whoever tries it; other ones each time, and
/// several times as many, where <c>BNN_DEEP</c> is set (<c>.ci/run deep</c>).
/// </summary>
internal static class PropertyRuns
{
    private const int TimesAsMany = 4;

    /// <summary>Whether other cases are tried each time.</summary>
    public static bool AreDeep => Environment.GetEnvironmentVariable("BNN_DEEP") is { Length: > 0 };

    /// <summary>The number in an environment variable, or how many cases there are to be by themselves.</summary>
    public static int Count(string variable, int cases) => Setting(variable) ?? Cases(cases);

    /// <summary>How many cases there are in this run where there are <paramref name="cases"/> in the gate.</summary>
    public static int Cases(int cases) => AreDeep ? cases * TimesAsMany : cases;

    /// <summary>The number in an environment variable, or the seed of this run.</summary>
    public static int Seed(string variable) => Setting(variable) ?? (AreDeep ? Random.Shared.Next(1_000_000_000) : 1);

    /// <summary>Tries a property on random cases. One that fails is tried on smaller ones, and printed with its seed.</summary>
    /// <param name="cases">Where they come from.</param>
    /// <param name="property">Throws where it does not hold.</param>
    /// <param name="iter">How many; several times as many in a deep run.</param>
    /// <param name="print">How a case that fails is printed.</param>
    public static void Hold<T>(this Gen<T> cases, Action<T> property, int iter = 100, Func<T, string>? print = null)
    {
        if (AreDeep)
        {
            cases.Sample(property, iter: Cases(iter), threads: 1, print: print);
            return;
        }

        for (uint number = 0; number < iter; number++)
        {
            var random = new PCG(1, number);
            string seed = random.ToString();
            var one = cases.Generate(random, null, out _);
            try
            {
                property(one);
            }
            catch (Exception)
            {
                cases.Sample(property, seed: seed, iter: iter, threads: 1, print: print);
                throw;
            }
        }
    }

    private static int? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
