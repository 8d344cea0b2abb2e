// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;

namespace BnnCompiler.Onnx.Reading;

/// <summary>The nodes that a model's outputs depend on, each behind those it reads; files are not always in that order.</summary>
internal static class NodeOrder
{
    private enum Mark : byte
    {
        New,
        Open,
        Done,
    }

    /// <summary>
    /// Walks from the outputs to what they depend on, depth first on an explicit stack: the depth is the file's choice.
    /// </summary>
    /// <param name="nodes">All nodes.</param>
    /// <param name="outputs">Names of the model's results.</param>
    /// <param name="given">Names that need no node: inputs and initializers.</param>
    public static ImmutableArray<OnnxNode> Of(IReadOnlyList<OnnxNode> nodes, IReadOnlyList<string> outputs, IReadOnlySet<string> given)
    {
        var producers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string output in nodes[i].Outputs.Where(output => output.Length > 0))
                producers.Add(output, i);
        }

        var sorted = ImmutableArray.CreateBuilder<OnnxNode>();
        var marks = new Mark[nodes.Count];
        var pending = new Stack<(int Node, int NextInput)>();
        foreach (string output in outputs)
        {
            if (given.Contains(output))
                continue;
            if (!producers.TryGetValue(output, out int root))
            {
                throw DiagnosticCatalog.InvalidOnnxGraph.Error("",
                    $"the output '{PrintableText.Escape(output)}' is not defined by any node");
            }

            pending.Push((root, 0));
            while (pending.Count > 0)
                Step();
        }

        return sorted.ToImmutable();

        void Step()
        {
            var (index, next) = pending.Pop();
            var node = nodes[index];
            if (marks[index] == Mark.Done)
                return;
            if (next == node.Inputs.Length)
            {
                marks[index] = Mark.Done;
                sorted.Add(node);
                return;
            }

            marks[index] = Mark.Open;
            pending.Push((index, next + 1));
            string name = node.Inputs[next];
            if (name.Length == 0 || given.Contains(name))
                return;
            if (!producers.TryGetValue(name, out int producer))
            {
                throw DiagnosticCatalog.InvalidOnnxGraph.Error(node.Origin,
                    $"input '{PrintableText.Escape(name)}' is not defined: it is no input of the model, "
                    + "no initializer and no output of a node");
            }

            if (marks[producer] == Mark.Open)
            {
                throw DiagnosticCatalog.InvalidOnnxGraph.Error(node.Origin,
                    $"input '{PrintableText.Escape(name)}' depends on this node's own output; a network without a cycle is expected");
            }

            pending.Push((producer, 0));
        }
    }
}
