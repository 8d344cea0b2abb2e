// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Text;

namespace BnnCompiler.BinaryNet;

/// <summary>A network of the paper's authors (BinaryNet, in Theano): what they save, and the architecture, which they do not.</summary>
/// <param name="Name">What the graph is called: letters, digits and <c>_</c>, not starting with a digit.</param>
/// <param name="Architecture">The layers.</param>
/// <param name="Layers">Their parameters.</param>
/// <param name="Pixels">How the input is made of pixels.</param>
internal sealed record BinaryNetModel(string Name, Architecture Architecture, ImmutableArray<LayerParameters> Layers, PixelScaling Pixels)
{
    /// <summary>What latent weights become. The authors' are signs, and their file can say nothing else.</summary>
    public Staircase Weights { get; init; } = Staircase.Sign;

    /// <summary>What the batch norm's results become, but for the scores. The authors' are signs, and their file can say nothing else.</summary>
    public Staircase Activations { get; init; } = Staircase.Sign;

    /// <summary>The graph of stage <see cref="Stage.Imported"/>, which reads uint8 pixels: [1, C, H, W], or [1, W] of a flat architecture.</summary>
    public Graph ToGraph() => ModelGraph.Of(this);

    /// <summary>The file that <c>numpy.savez</c> would write: arr_0 and so on, six arrays for each layer. The same model, the same bytes.</summary>
    public byte[] ToNpz() => NpzWriter.Write(this);

    /// <summary>Reads a file that the authors' scripts, or <see cref="ToNpz"/>, wrote.</summary>
    /// <param name="file">The bytes of the .npz file.</param>
    /// <param name="fileName">What it is called in messages; the model is called as the part before the extension.</param>
    /// <param name="architecture">What the file holds the parameters of.</param>
    /// <param name="pixels">How the input is made of pixels; the authors' 2 p / 255 - 1 if null.</param>
    /// <exception cref="DiagnosticException">
    /// The file is damaged (BNN1019), does not fit the architecture (BNN1020) or holds no numbers (BNN1021).
    /// </exception>
    public static BinaryNetModel FromNpz(byte[] file, string fileName, Architecture architecture, PixelScaling? pixels = null)
    {
        string name = SafeName.Of(Path.GetFileNameWithoutExtension(fileName), "model");
        return new(name, architecture, new NpzReader(fileName, architecture).Read(file), pixels ?? PixelScaling.FromMinusOneToOne);
    }
}
