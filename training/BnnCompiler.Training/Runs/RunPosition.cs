// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Runs;

/// <summary>How far a run has come, and what it has counted in the epoch that it is in.</summary>
/// <param name="Epoch">Epochs that are complete.</param>
/// <param name="Batch">Batches that are done of the next one.</param>
/// <param name="LossSum">Sum of these batches' losses.</param>
/// <param name="Wrong">Training images given a wrong class in them.</param>
/// <param name="Seconds">Time that they took.</param>
internal readonly record struct RunPosition(int Epoch, int Batch, double LossSum, long Wrong, double Seconds)
{
    /// <summary>The same with one more batch.</summary>
    public RunPosition After(double loss, int wrong, double seconds) =>
        new(Epoch, Batch + 1, LossSum + loss, Wrong + wrong, Seconds + seconds);
}
