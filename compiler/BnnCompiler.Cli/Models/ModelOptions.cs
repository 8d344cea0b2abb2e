// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Onnx;

namespace BnnCompiler.Cli.Models;

/// <summary>A model file, and what its user decides about it.</summary>
/// <param name="Path">An .onnx, .bnn or .npz file, known by content.</param>
/// <param name="Import">What an .onnx file cannot say.</param>
/// <param name="Architecture">What an .npz file cannot say: its layers.</param>
internal sealed record ModelOptions(string Path, ImportOptions Import, Architecture? Architecture = null)
{
    /// <summary>The kernels of the generated C#.</summary>
    public KernelCatalog Kernels { get; init; } = CSharpKernels.Fastest;

    /// <summary>Whether the compiler compares its result with the file.</summary>
    public bool ChecksItself { get; init; } = true;
}
