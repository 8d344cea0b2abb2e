// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.IR;

/// <summary>
/// A network: what its outputs reach, and nothing else. Immutable; a pass makes a new one. Nothing here recurses, because the depth
/// of a graph is the model's choice.
/// </summary>
internal sealed class Graph
{
    /// <summary>A graph of the given inputs and outputs.</summary>
    public Graph(string name, ImmutableArray<Op> inputs, ImmutableArray<Op> outputs)
    {
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        Ops = Sort();
    }

    /// <summary>The model's name: letters, digits and <c>_</c>, not starting with a digit.</summary>
    public string Name { get; }

    /// <summary>What a caller hands in, in order, whether or not an output depends on it.</summary>
    public ImmutableArray<Op> Inputs { get; }

    /// <summary>What a caller gets, in order.</summary>
    public ImmutableArray<Op> Outputs { get; }

    /// <summary>Every op that an output or the input list reaches, each after its operands; the order is a function of the graph.</summary>
    public ImmutableArray<Op> Ops { get; }

    /// <summary>For each op, the ops that read it, in order; an op that reads it twice is listed twice.</summary>
    public ILookup<Op, Op> Readers() =>
        Ops.SelectMany(reader => reader.Operands.Select(operand => (operand, reader))).ToLookup(edge => edge.operand, edge => edge.reader);

    /// <summary>
    /// Rebuilds the graph bottom-up. <paramref name="replace"/> is given each op on operands that have been replaced already and returns the
    /// op to use instead (the same one to keep it).
    /// </summary>
    public Graph Rewrite(Func<Op, Op> replace) => Rebuild((op, operands) => replace(op.WithOperands(operands)));

    /// <summary>
    /// Rebuilds the graph bottom-up. <paramref name="build"/> is given each op of this graph and the operands to build its successor from,
    /// which may have other shapes.
    /// </summary>
    public Graph Rebuild(Func<Op, ImmutableArray<Op>, Op> build) => Rebuild(build, out _);

    /// <summary>Says also what took the place of each op of this graph, whether or not an output of the new one still reaches it.</summary>
    public Graph Rebuild(Func<Op, ImmutableArray<Op>, Op> build, out IReadOnlyDictionary<Op, Op> successors)
    {
        var built = new Dictionary<Op, Op>();
        var results = new HashSet<Op>();
        foreach (var op in Ops)
        {
            var result = build(op, [.. op.Operands.Select(operand => built[operand])]);

            // An op that stood in the graph before, such as an input, is still the same one, also without a name.
            built[op] = result.Name.Length == 0 && result != op && !results.Contains(result) ? result.NamedAs(op) : result;
            results.Add(built[op]);
        }

        successors = built;
        return new(Name, [.. Inputs.Select(input => built[input])], [.. Outputs.Select(output => built[output])]);
    }

    private ImmutableArray<Op> Sort()
    {
        var sorted = ImmutableArray.CreateBuilder<Op>();
        var done = new HashSet<Op>();
        var pending = new Stack<(Op Op, int Next)>();
        foreach (var root in Inputs.Concat(Outputs))
        {
            pending.Push((root, 0));
            while (pending.Count > 0)
            {
                var (op, next) = pending.Pop();
                if (done.Contains(op))
                    continue;
                if (next < op.Operands.Length)
                {
                    pending.Push((op, next + 1));
                    pending.Push((op.Operands[next], 0));
                }
                else
                {
                    done.Add(op);
                    sorted.Add(op);
                }
            }
        }

        return sorted.ToImmutable();
    }
}
