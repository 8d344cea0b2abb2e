// SPDX-License-Identifier: MIT
using BnnCompiler.Interpreter;
using BnnCompiler.IR;

namespace BnnCompiler.Cli.Engines;

/// <summary>
/// Interprets a graph. No kernel has touched it, so equality with it means that none changed an answer.
/// </summary>
internal sealed class InterpreterEngine(Graph graph) : IEngine
{
    private readonly Shape _inputShape = graph.Inputs[0].Type.Shape;

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> pixels, Span<float> scores) => Run(Tensor.Of(_inputShape, [.. pixels]), scores);

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<float> values, Span<float> scores) => Run(Tensor.Of(_inputShape, [.. values]), scores);

    private void Run(Tensor input, Span<float> scores)
    {
        var output = GraphInterpreter.Run(graph, input)[0];
        for (int i = 0; i < scores.Length; i++)
            scores[i] = (float)output[i];
    }
}
