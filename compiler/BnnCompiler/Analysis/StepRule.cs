// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Analysis;

/// <summary>A function of few values: its value at an argument x is that of the number of limits that x reaches.</summary>
/// <typeparam name="T">int for integer arguments, float for float arguments.</typeparam>
/// <param name="Limits">Ascending.</param>
/// <param name="Values">One more than limits; neighbours differ. No value is a negative zero.</param>
internal sealed record StepRule<T>(ImmutableArray<T> Limits, ImmutableArray<double> Values)
    where T : unmanaged;
