// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Runs;

/// <summary>The numbers of a run by name: what inference needs, and what the optimizers remember.</summary>
internal static class RunState
{
    /// <summary>A copy of all numbers that inference needs: parameters and running averages.</summary>
    public static Dictionary<string, float[]> Of(TrainingRun run) =>
        Network(run).ToDictionary(entry => entry.Name, entry => (float[])entry.Values.Clone(), StringComparer.Ordinal);

    /// <summary>Sets them to such a copy.</summary>
    public static void Restore(TrainingRun run, Dictionary<string, float[]> state)
    {
        foreach (var (name, values) in Network(run))
            state[name].CopyTo(values, 0);
        HaveChanged(run);
    }

    /// <summary>Says that the numbers were set from outside.</summary>
    public static void HaveChanged(TrainingRun run)
    {
        foreach (var parameter in run.Network.Parameters)
            parameter.HasChanged();
    }

    /// <summary>The arrays themselves that inference needs.</summary>
    public static IEnumerable<(string Name, float[] Values)> Network(TrainingRun run)
    {
        foreach (var parameter in run.Network.Parameters)
            yield return (parameter.Name, parameter.Values);
        for (int i = 0; i < run.Network.Blocks.Count; i++)
        {
            yield return ($"layer{i + 1}.mean", run.Network.Blocks[i].Norm.Mean);
            yield return ($"layer{i + 1}.inverse_deviation", run.Network.Blocks[i].Norm.InverseDeviation);
        }
    }

    /// <summary>The arrays that the optimizers remember.</summary>
    public static IEnumerable<(string Name, float[] Values)> Memory(TrainingRun run)
    {
        foreach (var learner in run.Learners)
        {
            yield return ($"{learner.Parameter.Name}.first", learner.First);
            yield return ($"{learner.Parameter.Name}.second", learner.Second);
        }
    }
}
