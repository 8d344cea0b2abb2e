// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Verification;

internal static class GraphVerifier
{
    public static void Verify(Graph graph, Stage stage)
    {
        foreach (var op in graph.Ops)
        {
            if (op.Kind.FirstStage > stage || op.Kind.LastStage < stage)
                throw new InvalidOperationException($"{op} in {stage}");
        }
    }
}
