// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.BinaryNet;

/// <summary>A layer of the paper's networks: sums, a batch norm behind them, and, but for the last layer, a sign behind that.</summary>
/// <param name="Outputs">Neurons of a dense layer, filters of a convolution.</param>
internal abstract record ArchitectureLayer(int Outputs);

/// <summary>
/// A convolution of stride 1 with as much zero padding as keeps the size of the image, written <c>128C3</c>; with its pool <c>128C3-MP2</c>.
/// </summary>
/// <param name="Outputs">Filters.</param>
/// <param name="Kernel">Rows and columns of a filter, an odd number.</param>
/// <param name="Pool">Rows and columns of the windows, side by side, whose greatest sum goes to the batch norm; 1 where nothing is pooled.</param>
internal sealed record ConvolutionLayer(int Outputs, int Kernel, int Pool) : ArchitectureLayer(Outputs)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{NumberText.Of(Outputs)}C{NumberText.Of(Kernel)}" + (Pool == 1 ? "" : $"-MP{NumberText.Of(Pool)}");
}

/// <summary>A fully connected layer, written as its number of neurons: <c>4096</c>.</summary>
/// <param name="Outputs">Neurons.</param>
internal sealed record DenseLayer(int Outputs) : ArchitectureLayer(Outputs)
{
    /// <inheritdoc/>
    public override string ToString() => NumberText.Of(Outputs);
}
