// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx;

namespace BnnCompiler.Cli.Models;

/// <summary>A model file, and what its user decides about it.</summary>
/// <param name="Path">An .onnx or .bnn file, known by content.</param>
/// <param name="Import">What the file cannot say.</param>
internal sealed record ModelOptions(string Path, ImportOptions Import);
