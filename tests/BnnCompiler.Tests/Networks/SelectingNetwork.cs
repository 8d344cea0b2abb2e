// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Tests.Networks;

/// <summary>A network of comparisons and selections between its layers, some of which leave no two values +s and -s.</summary>
internal sealed record SelectingNetwork(ConvolutionalNetwork Steps) : INetwork
{
    private static readonly string[] Refusals =
    [
        DiagnosticCatalog.WeightsNotBinary.Code, DiagnosticCatalog.ActivationsNotBinary.Code, DiagnosticCatalog.TernarySign.Code,
        DiagnosticCatalog.NotANumber.Code, DiagnosticCatalog.UnsupportedGraph.Code,
    ];

    /// <inheritdoc/>
    public bool IsExactInFloat32 => Steps.IsExactInFloat32;

    /// <inheritdoc/>
    public float[] Evaluate(float[] example) => Steps.Evaluate(example);

    /// <inheritdoc/>
    public Graph ToGraph(string name) => Steps.ToGraph(name);

    /// <inheritdoc/>
    public bool MayBeRefused(string code) => Refusals.Contains(code);

    /// <inheritdoc/>
    public IEnumerable<NetworkCase> Smaller(float[][] examples) =>
        Steps.Smaller(examples).Select(smaller => smaller with { Network = new SelectingNetwork((ConvolutionalNetwork)smaller.Network) });
}
