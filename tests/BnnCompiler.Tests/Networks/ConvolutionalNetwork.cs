// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Tests.Networks;

/// <summary>A fully connected layer on a vector, whose weights are those of a kernel of one tap.</summary>
internal sealed record DenseStep(int Outputs, LayerWeights Weights) : NetworkStep
{
    /// <inheritdoc/>
    public override FeatureMap Evaluate(FeatureMap x) => new ConvolutionStep(Outputs, new(1), new(1), 1, Weights).Evaluate(x);
}

/// <summary>A convolutional network: steps on images, a flatten, steps on vectors.</summary>
/// <param name="Input">What it reads.</param>
/// <param name="Body">Steps on images.</param>
/// <param name="FlattensChannelsFirst">Whether channels are outermost in the vector.</param>
/// <param name="Head">Dense layers and what is pointwise.</param>
internal sealed record ConvolutionalNetwork(ImageInput Input, NetworkStep[] Body, bool FlattensChannelsFirst, NetworkStep[] Head) : INetwork
{
    /// <inheritdoc/>
    public bool IsExactInFloat32 => Input.Line is null;

    /// <inheritdoc/>
    public float[] Evaluate(float[] example) =>
        NetworkStep.Evaluate(Head, NetworkStep.Evaluate(Body, Input.Read(example)).Flattened(FlattensChannelsFirst)).Values;

    /// <inheritdoc/>
    public Graph ToGraph(string name) => new ConvolutionalNetworkGraph(Input.Layout).Of(this, name);

    /// <inheritdoc/>
    /// <remarks>The compiler may give up on any combination that it cannot compute exactly, but must not make an invalid graph of it.</remarks>
    public bool MayBeRefused(string code) => code != DiagnosticCatalog.InvalidGraph.Code;

    /// <inheritdoc/>
    public IEnumerable<NetworkCase> Smaller(float[][] examples) => ConvolutionalNetworkShrinker.Smaller(this, examples);
}
