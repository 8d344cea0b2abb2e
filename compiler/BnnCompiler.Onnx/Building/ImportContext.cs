// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Reading;

namespace BnnCompiler.Onnx.Building;

/// <summary>What is the same for all nodes of a model.</summary>
/// <param name="Options">What the user decided.</param>
/// <param name="Opset">Version of the ONNX operator set.</param>
/// <param name="Batch">The extent of the input's first axis in the file, which is compiled as 1.</param>
/// <param name="Tensors">Decodes tensors of the file.</param>
/// <param name="Constants">Computes with constants.</param>
internal sealed record ImportContext(ImportOptions Options, int Opset, int Batch, TensorReader Tensors, Constants Constants);
