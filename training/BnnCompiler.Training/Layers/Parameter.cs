// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Layers;

/// <summary>Numbers that are learned, and their gradient.</summary>
/// <param name="name">For messages and checkpoints: "layer2.weights".</param>
/// <param name="values">The numbers.</param>
internal sealed class Parameter(string name, float[] values)
{
    /// <summary>Unique in its network.</summary>
    public string Name { get; } = name;

    /// <summary>The numbers; of weights of few values the real-valued, latent ones (Algorithm 1 of the paper).</summary>
    public float[] Values { get; } = values;

    /// <summary>
    /// The loss's gradient: of weights of few values with respect to these, and not masked where |w| &gt; 1, for clipping keeps w there.
    /// </summary>
    public float[] Gradient { get; } = new float[values.Length];

    /// <summary>Whether these are weights, and not scales or offsets.</summary>
    public bool IsWeights { get; init; }

    /// <summary>Whether these are latent: what counts is the sign, or one of a few values, that becomes of them.</summary>
    public bool IsLatent { get; init; }

    /// <summary>
    /// n_in and n_out of the layer whose weights they are, for Glorot's scaling; a convolution counts its kernel's taps; of gamma (0, channels), as
    /// the Torch7 code for MNIST scales it; else (0, 0).
    /// </summary>
    public (int In, int Out) Fan { get; init; }

    /// <summary>Counts the changes, so that what is derived of the numbers is derived once.</summary>
    public int Version { get; private set; }

    /// <summary>Says that the numbers are others now.</summary>
    public void HasChanged() => Version++;
}
