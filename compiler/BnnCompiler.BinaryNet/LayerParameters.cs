// SPDX-License-Identifier: MIT
namespace BnnCompiler.BinaryNet;

/// <summary>
/// The parameters of one layer as the authors' Lasagne networks hold them, in the order of <c>get_all_param_values</c>. With s the sums under the
/// signs of the weights, the layer's result is ((s + Bias) - Mean) * (Gamma * InverseDeviation) + Beta.
/// </summary>
/// <param name="Weights">
/// The latent weights, of which one of at least 0 means +1. Of a dense layer (inputs, outputs), row by row; the inputs that come from an image are in
/// the order channel, row, column. Of a convolution (outputs, channels, rows, columns), each filter turned by 180 degrees, as Lasagne's
/// Conv2DLayer is a convolution in the sense of mathematics.
/// </param>
/// <param name="Bias">One for each output; as redundant as it is under a batch norm, Lasagne trains it.</param>
/// <param name="Beta">Added last, one for each output.</param>
/// <param name="Gamma">The scale, one for each output; may be negative or 0.</param>
/// <param name="Mean">The running mean of sum and bias.</param>
/// <param name="InverseDeviation">The running mean of 1 / sqrt(variance + epsilon): epsilon is in it already.</param>
internal sealed record LayerParameters(
    float[] Weights, float[] Bias, float[] Beta, float[] Gamma, float[] Mean, float[] InverseDeviation)
{
    /// <summary>As they follow each other in the file.</summary>
    internal float[][] InFileOrder => [Weights, Bias, Beta, Gamma, Mean, InverseDeviation];

    /// <summary>From arrays as they follow each other in the file.</summary>
    internal static LayerParameters FromFile(float[][] arrays) => new(arrays[0], arrays[1], arrays[2], arrays[3], arrays[4], arrays[5]);
}
