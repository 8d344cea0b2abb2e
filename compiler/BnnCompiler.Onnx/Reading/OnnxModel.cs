// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Onnx.Protos;

namespace BnnCompiler.Onnx.Reading;

/// <summary>
/// A model whose names are sound: each is defined once, each that is read is defined, nothing depends on itself. The values of
/// the initializers are still as in the file; <see cref="TensorReader"/> decodes them.
/// </summary>
/// <param name="Opset">Version of the ONNX operator set.</param>
/// <param name="Inputs">What the caller hands in; initializers, which old files list as well, are left out.</param>
/// <param name="Outputs">Names of the results.</param>
/// <param name="Nodes">The nodes that the outputs depend on, each behind those it reads.</param>
/// <param name="Initializers">By name.</param>
internal sealed record OnnxModel(
    int Opset,
    ImmutableArray<OnnxInput> Inputs,
    ImmutableArray<string> Outputs,
    ImmutableArray<OnnxNode> Nodes,
    IReadOnlyDictionary<string, TensorProto> Initializers)
{
    /// <summary>Whether our own exporter wrote the file, with labels of the ops.</summary>
    public bool IsLabelled { get; init; }

    /// <summary>How the pixels of a uint8 input stand for numbers, where our own exporter noted it.</summary>
    public string? InputScale { get; init; }

    /// <summary>What our own exporter wrote of a constant; null in files of others.</summary>
    public OpLabel? LabelOf(TensorProto initializer) => IsLabelled ? OpLabel.Parse(initializer.DocString) : null;
}
