// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Runs;

namespace BnnCompiler.Training.Cli.Commands;

/// <summary>A run, its data and its conditions.</summary>
internal sealed record Session(TrainingRun Run, DataSplit Data, Conditions Conditions)
{
    /// <summary>A line for people.</summary>
    public string Describe()
    {
        int weights = Run.Network.Blocks.Sum(block => block.Weights.Latent.Values.Length);
        string validation = Data.Validation.Count > 0 ? $", {Data.Validation.Count} held out" : "";
        return $"{weights} weights, {Data.Training.Count} images{validation}, {Conditions.Threads} threads, {Conditions.Products}";
    }

    /// <summary>Test images given a wrong class by the network as it is compiled, in percent.</summary>
    public double TestError() => Evaluation.ErrorPercent(Run.Network, Data.Test, Run.Recipe.Batch);
}
