// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Codes;

/// <summary>
/// How the sums of a layer on codes are counted: rows of weights of the inputs with some codes are added, or subtracted, doubled some times. Steps
/// follow each other in descending order of their exponents, so that doubling all counters between two of them weighs them; of one exponent those
/// that subtract come last.
/// </summary>
/// <param name="numbers">Of every step its exponent, 1 if it subtracts, the codes it is for as bits, and its set of weights.</param>
internal readonly ref struct CodedSteps(ReadOnlySpan<int> numbers)
{
    private const int PerStep = 4;

    private readonly ReadOnlySpan<int> _numbers = numbers;

    /// <summary>How many steps there are.</summary>
    public int Count => _numbers.Length / PerStep;

    /// <summary>Sets of weights.</summary>
    public int Sets
    {
        get
        {
            int sets = 0;
            for (int step = 0; step < Count; step++)
                sets = Math.Max(sets, Set(step) + 1);
            return sets;
        }
    }

    /// <summary>The most steps of one exponent and sign, which follow each other.</summary>
    public int MostAtOnce
    {
        get
        {
            int most = 0, some = 0;
            for (int step = 0; step < Count; step++)
            {
                bool isLikeLast = step > 0 && Exponent(step) == Exponent(step - 1) && IsSubtracted(step) == IsSubtracted(step - 1);
                some = isLikeLast ? some + 1 : 1;
                most = Math.Max(most, some);
            }

            return most;
        }
    }

    /// <summary>Checks that there are steps, and whole ones, for codes of four bits in the order they need.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    public void Require(string parameter)
    {
        Lengths.RequireAtLeast(_numbers.Length, PerStep, parameter, "a step");
        Lengths.RequireMultiple(_numbers.Length, PerStep, parameter, "exponent, sign, codes and set of each step");
        for (int step = 0; step < Count; step++)
        {
            if (Exponent(step) is < 0 or > 15 || Codes(step) is < 0 or > ushort.MaxValue || Set(step) is < 0 or > 15
                || (step > 0 && Exponent(step) > Exponent(step - 1)))
            {
                throw new ArgumentException($"Found step {step} out of order or range, expected exponents in descending order.", parameter);
            }
        }
    }

    /// <summary>How often the rows of a step are doubled.</summary>
    public int Exponent(int step) => _numbers[step * PerStep];

    /// <summary>Whether they are subtracted.</summary>
    public bool IsSubtracted(int step) => _numbers[(step * PerStep) + 1] != 0;

    /// <summary>Bit c is set if the step is for inputs of code c.</summary>
    public int Codes(int step) => _numbers[(step * PerStep) + 2];

    /// <summary>Whose rows they are.</summary>
    public int Set(int step) => _numbers[(step * PerStep) + 3];

    /// <summary>The first step for the same codes.</summary>
    public int FirstOfSameCodes(int step)
    {
        int first = 0;
        while (Codes(first) != Codes(step))
            first++;
        return first;
    }

    /// <summary>What so many inputs count in the first set of weights.</summary>
    /// <param name="step">The first of the steps that they belong to.</param>
    /// <param name="active">How many.</param>
    public int Total(int step, int active)
    {
        int total = 0;
        for (int other = step; other < Count; other++)
        {
            if (Codes(other) == Codes(step) && Set(other) == 0)
                total += (IsSubtracted(other) ? -active : active) << Exponent(other);
        }

        return total;
    }
}
