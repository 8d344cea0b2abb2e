// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Onnx.Protos;

namespace BnnCompiler.Onnx.Reading;

/// <summary>The decoded values of a tensor of the file: floats and bools as float32, integers as int64.</summary>
/// <param name="Type">The element type in the file.</param>
/// <param name="Extents">Outermost first; an extent may be 0.</param>
/// <param name="Floats">Row-major values of a float tensor, or 0 and 1 of a bool tensor; else default.</param>
/// <param name="Integers">Row-major values of an integer tensor; else default.</param>
internal sealed record OnnxTensor(
    TensorProto.Types.DataType Type,
    ImmutableArray<int> Extents,
    ImmutableArray<float> Floats,
    ImmutableArray<long> Integers);
