// SPDX-License-Identifier: MIT
namespace KernelBenchmark;

/// <summary>A kernel on a layer, with data of its own.</summary>
/// <param name="Kernel">The method.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Run">Calls it once.</param>
public sealed record KernelCase(string Kernel, string Layer, Action Run)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kernel} {Layer}";
}
