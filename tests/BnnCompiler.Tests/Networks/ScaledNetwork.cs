// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;

namespace BnnCompiler.Tests.Networks;

/// <summary>
/// A network with scales that are no powers of two, where the compiled network rounds a sum once and float32 every term. What each layer may differ
/// by is checked when it is compiled (docs/numerics.md); here its kernels have to agree with the plainest ones, as the interpreter computes them.
/// </summary>
internal sealed class ScaledNetwork(ConvolutionalNetwork steps) : INetwork
{
    private Graph? _lowered;

    /// <inheritdoc/>
    public bool IsExactInFloat32 => false;

    /// <inheritdoc/>
    public float[] Evaluate(float[] example)
    {
        _lowered ??= Compiler.Lower(ToGraph("plain"), new(), kernels: CSharpKernels.Xnor);
        return [.. ((Tensor<float>)GraphInterpreter.Run(_lowered, NetworkCase.InputOf(_lowered, example))[0]).Values];
    }

    /// <inheritdoc/>
    public Graph ToGraph(string name) => steps.ToGraph(name);

    /// <inheritdoc/>
    public bool MayBeRefused(string code) => steps.MayBeRefused(code);

    /// <inheritdoc/>
    public IEnumerable<NetworkCase> Smaller(float[][] examples) =>
        steps.Smaller(examples).Select(smaller => smaller with { Network = new ScaledNetwork((ConvolutionalNetwork)smaller.Network) });
}
