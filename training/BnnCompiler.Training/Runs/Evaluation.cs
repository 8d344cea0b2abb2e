// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Networks;

namespace BnnCompiler.Training.Runs;

/// <summary>A network's answers at inference.</summary>
internal static class Evaluation
{
    /// <summary>Calls <paramref name="use"/> with the first image's index and the scores of every batch in turn.</summary>
    public static void Scores(TrainingNetwork network, ImageSet images, int batch, Action<int, Matrix> use)
    {
        int done = 0;
        foreach (var input in Inputs(network, images, batch))
        {
            var scores = network.Infer(input);
            use(done, scores);
            done += scores.Rows;
        }
    }

    /// <summary>Images given a wrong class, in percent. The class is the first of the greatest scores.</summary>
    public static double ErrorPercent(TrainingNetwork network, ImageSet images, int batch)
    {
        int wrong = 0;
        Scores(network, images, batch, (first, scores) => wrong += Wrong(scores, images.Labels.Slice(first, scores.Rows)));
        return 100.0 * wrong / images.Count;
    }

    /// <summary>How many scores have their greatest at another place than the label.</summary>
    public static int Wrong(Matrix scores, ReadOnlySpan<byte> labels)
    {
        int wrong = 0;
        for (int i = 0; i < scores.Rows; i++)
        {
            if (TensorPrimitives.IndexOfMax<float>(scores.Row(i)) != labels[i])
                wrong++;
        }

        return wrong;
    }

    /// <summary>
    /// Measures the means and deviations of every layer over all images, with the weights as they are: in training, each batch saw weights that have
    /// changed since.
    /// </summary>
    public static void ReEstimate(TrainingNetwork network, ImageSet images, int batch, Action<int> layerDone)
    {
        for (int block = 0; block < network.Blocks.Count; block++)
        {
            network.Blocks[block].Norm.Estimate(() => Inputs(network, images, batch).Select(input => network.SumsOf(block, input)));
            layerDone(block + 1);
        }
    }

    private static IEnumerable<Matrix> Inputs(TrainingNetwork network, ImageSet images, int batch)
    {
        float[] values = network.IsFewValued ? BatchReader.RawValues : BatchReader.ValuesOf(network.Pixels);
        var reader = new BatchReader(images, network.Architecture, values);
        for (int first = 0; first < images.Count; first += batch)
            yield return reader.Read([.. Enumerable.Range(first, Math.Min(batch, images.Count - first))]);
    }
}
