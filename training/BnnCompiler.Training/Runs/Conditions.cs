// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Runs;

/// <summary>What decides a run's bits beside its recipe and the data.</summary>
/// <param name="Threads">How many threads work.</param>
/// <param name="Products">What multiplies matrices.</param>
/// <param name="Teacher">SHA-256 of the teacher's checkpoint, or an empty text.</param>
internal sealed record Conditions(int Threads, string Products, string Teacher);
