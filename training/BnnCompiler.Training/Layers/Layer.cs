// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>
/// A step of a network that is being trained. It keeps what <see cref="Backward"/> needs of the last <see cref="Forward"/>, and owns the matrices it
/// returns: they
/// are good until the next call, and whoever gets a gradient may overwrite it.
/// </summary>
internal abstract class Layer
{
    /// <summary>What is learned. Empty where there is nothing to learn.</summary>
    public virtual IReadOnlyList<Parameter> Parameters => [];

    /// <summary>The layer's result for a batch, as in training: batch statistics, dropout, stochastic binarization.</summary>
    public abstract Matrix Forward(Matrix input, Noise noise);

    /// <summary>
    /// The loss's gradient with respect to the input, from that with respect to the result; sets the parameters' gradients on the way.
    /// </summary>
    public abstract Matrix Backward(Matrix gradient);

    /// <summary>
    /// The layer's result for a batch at inference: running averages in the place of the batch's own, nothing random. Not between <see
    /// cref="Forward"/> and <see cref="Backward"/>, whose memory it uses.
    /// </summary>
    public abstract Matrix Infer(Matrix input);

    /// <summary>Keeps one matrix as long as batches have the same size.</summary>
    protected static Matrix Sized(ref Matrix? matrix, int rows, int columns) =>
        matrix is { } kept && kept.Rows == rows && kept.Columns == columns ? kept : matrix = new(rows, columns);
}
