// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.Onnx.Protos;

namespace BnnCompiler.Onnx.Reading;

/// <summary>A node of the model: an operator, the names it reads, the names it defines.</summary>
/// <param name="Name">As in the file; may be empty and need not be unique.</param>
/// <param name="Domain">The operator set it is from; empty for ONNX itself.</param>
/// <param name="OpType">The operator.</param>
/// <param name="Inputs">Names of tensors; empty for an optional input left out.</param>
/// <param name="Outputs">Names of tensors; empty for an optional output left out.</param>
/// <param name="Attributes">By name.</param>
internal sealed record OnnxNode(
    string Name,
    string Domain,
    string OpType,
    ImmutableArray<string> Inputs,
    ImmutableArray<string> Outputs,
    IReadOnlyDictionary<string, AttributeProto> Attributes)
{
    /// <summary>How messages call the node; a node without a name goes by what it defines.</summary>
    public Origin Origin => new(Name.Length > 0 ? Name : $"{OpType} of '{Outputs.FirstOrDefault(output => output.Length > 0)}'");

    /// <summary>What our own exporter wrote of the op; null in files of others.</summary>
    public OpLabel? Written { get; init; }

    /// <summary>What ops made from the node are called, and where they come from.</summary>
    public OpLabel Label => Written ?? new(SafeName, Origin);

    private string SafeName => Text.SafeName.Of(Name.Length > 0 ? Name : Outputs.FirstOrDefault() ?? "", OpType);
}
