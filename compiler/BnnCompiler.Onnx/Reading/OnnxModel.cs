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
    IReadOnlyDictionary<string, TensorProto> Initializers);
