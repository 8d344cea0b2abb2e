// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Building;

namespace BnnCompiler.Onnx.Operators;

/// <summary>One line of the <see cref="OperatorTable"/>.</summary>
/// <param name="Set">The set it belongs to.</param>
/// <param name="Type">Its name in the file.</param>
/// <param name="MinInputs">Inputs that have to be there.</param>
/// <param name="MaxInputs">Inputs there may be.</param>
/// <param name="Import">What it means.</param>
internal sealed record Operator(OperatorSet Set, string Type, int MinInputs, int MaxInputs, Func<NodeImport, Value> Import)
{
    /// <summary>The output that <see cref="Import"/> computes; the others must not be used.</summary>
    public int Output { get; init; }
}

/// <summary>Families of domains whose operators mean the same.</summary>
internal enum OperatorSet
{
    /// <summary>ONNX's own: the empty domain and <c>ai.onnx</c>.</summary>
    Onnx,

    /// <summary>The quantizers of Brevitas, FINN and QONNX.</summary>
    Qonnx,

    /// <summary>What ONNX Runtime adds: the domain <c>com.microsoft</c>.</summary>
    Microsoft,
}
