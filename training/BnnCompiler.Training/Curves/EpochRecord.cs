// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Curves;

/// <summary>What was measured in one epoch.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="LearningRate">Of the epoch's first step.</param>
/// <param name="TrainLoss">Mean loss of a training image, as the steps saw it: with dropout and the weights of the moment.</param>
/// <param name="TrainError">Training images given a wrong class, in percent (0..100), counted along with the loss.</param>
/// <param name="ValidationError">In percent, after the epoch; null where no images are held out.</param>
/// <param name="TestError">In percent, after the epoch; null where it was not measured.</param>
/// <param name="Seconds">Wall-clock time of the epoch, its tests included.</param>
public sealed record EpochRecord(
    int Epoch, double LearningRate, double TrainLoss, double TrainError, double? ValidationError, double? TestError, double Seconds);
