// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BenchmarkModels;

/// <summary>A network without its numbers.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Description">The same in the paper's words.</param>
/// <param name="Channels">Channels of the 8-bit image that it reads, channels-first.</param>
/// <param name="Side">Height and width of the image.</param>
/// <param name="Convolutions">The layers on images, in order.</param>
/// <param name="Dense">Outputs of the layers behind them; the last one are the scores.</param>
/// <param name="NormalizesScores">Whether a batch norm stands behind the last layer.</param>
/// <param name="BinarizesInput">Whether the first layer reads sign(2 p / 255 - 1), which is +1 from pixel 128 on, instead of 2 p / 255 - 1.</param>
/// <param name="Bits">How many values weights and activations have; what the first layer reads is not among them.</param>
internal sealed record NetworkShape(
    string Name,
    string Description,
    int Channels,
    int Side,
    ImmutableArray<ConvolutionShape> Convolutions,
    ImmutableArray<int> Dense,
    bool NormalizesScores,
    bool BinarizesInput = false,
    FewValues Bits = FewValues.Binary);

/// <summary>What weights and activations are.</summary>
internal enum FewValues
{
    /// <summary>1W1A: +1 and -1.</summary>
    Binary,

    /// <summary>1W2A: weights +1 and -1, activations -1.5, -0.5, 0.5 and 1.5.</summary>
    TwoBitActivations,

    /// <summary>Weights -1, 0 and 1, activations +1 and -1.</summary>
    TernaryWeights,

    /// <summary>Weights and activations -1, 0 and 1.</summary>
    Ternary,

    /// <summary>2W2A: weights -2 to 1, activations -1.5, -0.5, 0.5 and 1.5.</summary>
    TwoBits,
}

/// <summary>A layer on images: a 3 x 3 convolution with stride 1, batch norm, sign, and a 2 x 2 max pool or none.</summary>
/// <param name="Outputs">Channels of its result.</param>
/// <param name="Padding">Zeros around its input: 1 keeps the size, 0 takes a pixel off each side.</param>
/// <param name="Pool">Where the pool stands.</param>
internal sealed record ConvolutionShape(int Outputs, int Padding, PoolPlace Pool);

/// <summary>Where a layer has its max pool.</summary>
internal enum PoolPlace
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>On the sums, before batch norm: the order of the paper's code.</summary>
    BeforeNorm,

    /// <summary>On the signs: the order of BNN-PYNQ.</summary>
    AfterSign,
}
