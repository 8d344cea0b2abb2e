// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Onnx.Protos;

namespace BnnCompiler.Onnx.Reading;

/// <summary>A tensor that the caller of the model hands in.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="Element">Its element type.</param>
/// <param name="Dimensions">Its extents, outermost first.</param>
internal sealed record OnnxInput(string Name, TensorProto.Types.DataType Element, ImmutableArray<OnnxDimension> Dimensions)
{
    /// <summary>What our own exporter wrote of the op; null in files of others.</summary>
    public OpLabel? Written { get; init; }
}

/// <summary>One extent of an input.</summary>
/// <param name="Extent">Null if it is left open.</param>
/// <param name="Symbol">What the file calls an open extent; may be empty.</param>
internal readonly record struct OnnxDimension(int? Extent, string Symbol);
