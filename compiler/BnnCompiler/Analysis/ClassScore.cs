// SPDX-License-Identifier: MIT
namespace BnnCompiler.Analysis;

/// <summary>The score of a class at a sum.</summary>
/// <param name="Class">The index of the class.</param>
/// <param name="Sum">What the last layer sums up to.</param>
/// <param name="Score">What the network makes of it.</param>
internal readonly record struct ClassScore(int Class, int Sum, double Score);
