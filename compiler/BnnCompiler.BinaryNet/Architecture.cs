// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.BinaryNet;

/// <summary>
/// What a file of parameters does not say: the layers, and what they read. Written as in the paper, with what comes in and the layers joined by
/// <c>-</c>: <c>mlp:784-4096-4096-4096-10</c>, or <c>conv:3x32x32-128C3-128C3-MP2-1024-10</c> (<see cref="ArchitectureText"/> has the whole grammar).
/// </summary>
/// <param name="Channels">Of the input image; 1 for a row of numbers.</param>
/// <param name="Height">Of the input image; 1 for a row of numbers.</param>
/// <param name="Width">Of the input image; the numbers of a row.</param>
/// <param name="Layers">From the input to the scores; convolutions before dense layers, of which there is at least one.</param>
internal sealed record Architecture(int Channels, int Height, int Width, ImmutableArray<ArchitectureLayer> Layers)
{
    /// <summary>What the network reads.</summary>
    public ImageShape Input => new(Channels, Height, Width);

    /// <summary>Whether the input is a row of numbers and no image, so that nothing would know an order of its axes.</summary>
    public bool IsFlat => Channels == 1 && Height == 1 && Layers is not [ConvolutionLayer, ..];

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="DiagnosticException">The text is no architecture (BNN1018).</exception>
    public static Architecture Parse(string text) => ArchitectureText.Parse(text);

    /// <summary>What a layer reads. A dense layer behind an image reads it flattened: channel by channel, each row by row.</summary>
    public ImageShape InputOf(int layer)
    {
        var shape = Input;
        for (int i = 0; i < layer; i++)
            shape = OutputOf(Layers[i], shape);
        return shape;
    }

    /// <summary>The terms of each of a layer's sums; fewer at the border of a convolution's image.</summary>
    public int FanInOf(int layer) =>
        Layers[layer] is ConvolutionLayer { Kernel: var kernel } ? InputOf(layer).Channels * kernel * kernel : InputOf(layer).Count;

    /// <summary>The shape of a layer's weights in the file: (inputs, outputs), or (outputs, channels, kernel, kernel).</summary>
    public ImmutableArray<int> WeightShapeOf(int layer) => Layers[layer] is ConvolutionLayer { Kernel: var kernel } convolution
        ? [convolution.Outputs, InputOf(layer).Channels, kernel, kernel]
        : [FanInOf(layer), Layers[layer].Outputs];

    /// <summary>Equal layers on equal inputs.</summary>
    public bool Equals(Architecture? other) => other is not null && Input == other.Input && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Input, Layers.Length, Layers[^1]);

    /// <summary>As in <c>--arch</c>.</summary>
    public override string ToString() =>
        $"{(Layers[0] is ConvolutionLayer ? "conv" : "mlp")}:{(IsFlat ? NumberText.Of(Width) : Input.ToString())}-{string.Join("-", Layers)}";

    /// <summary>What a layer makes of an input: the batch norm and the sign behind it keep the shape.</summary>
    internal static ImageShape OutputOf(ArchitectureLayer layer, ImageShape input) => layer is ConvolutionLayer { Pool: var pool }
        ? new(layer.Outputs, input.Height / pool, input.Width / pool)
        : ImageShape.Row(layer.Outputs);
}
