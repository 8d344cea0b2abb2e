// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.SelfChecking;

/// <summary>
/// Compares a network of floats with the bits and integers that took their place, op by op: each op is evaluated, in float32, on what its operands
/// became, and has to give what it became itself. So a layer whose sums are rounded in another order, as a note announces, is allowed its own
/// rounding error, and nothing behind it is: the thresholds are compared on the sums that they really read.
/// </summary>
internal sealed class LayerComparison
{
    private const double Rounding = 1.0 / (1 << 24);

    /// <summary>Below the least normal number, roundings are of this size and no smaller.</summary>
    private const double Subnormal = float.Epsilon;

    private readonly Graph _floats;
    private readonly IReadOnlyDictionary<Op, Op> _successors;
    private readonly Graph _everything;

    /// <summary>Compares <paramref name="floats"/> with the ops that took the place of its own.</summary>
    public LayerComparison(Graph floats, IReadOnlyDictionary<Op, Op> successors)
    {
        _floats = floats;
        _successors = successors;
        _everything = new(floats.Name, floats.Inputs, [.. successors.Values.Distinct()]);
    }

    /// <summary>The outputs in bits and integers for an example; null for <paramref name="fault"/> if every op is what it was.</summary>
    public ImmutableArray<Tensor> Run(ImmutableArray<Tensor> inputs, out string? fault)
    {
        var values = GraphInterpreter.RunAll(_everything, inputs);
        fault = _floats.Ops.Select(op => Fault(op, values)).FirstOrDefault(found => found is not null);
        return [.. _floats.Outputs.Select(output => values[_successors[output]])];
    }

    private string? Fault(Op op, IReadOnlyDictionary<Op, Tensor> values)
    {
        var successor = _successors[op];
        bool isSame = op.Kind == successor.Kind && op.Attributes.SequenceEqual(successor.Attributes) && op.Operands.Select(operand => _successors[operand]).SequenceEqual(successor.Operands);
        if (op is Input or Constant || isSame)
            return null;
        ImmutableArray<Tensor> operands = [.. op.Operands.Select(operand => values[_successors[operand]])];
        Tensor expected = GraphInterpreter.Evaluate(op, operands), found = values[successor];
        if (expected.Type != found.Type)
            return $"'{op.Kind.Mnemonic}'{At(op)} was {expected.Type} and became {found.Type}";
        double tolerance = Tolerance(op, operands, values);
        double[] wanted = expected.ToNumbers(), given = found.ToNumbers();
        for (int i = 0; i < wanted.Length; i++)
        {
            double difference = Math.Abs(wanted[i] - given[i]);
            if (difference > tolerance || (double.IsNaN(difference) && !wanted[i].Equals(given[i])))
                return $"'{op.Kind.Mnemonic}'{At(op)} should give {NumberText.Of((float)wanted[i])} at element {NumberText.Of(i)}, but {NumberText.Of((float)given[i])} took its place";
        }

        return null;
    }

    /// <summary>
    /// How far float32 can be from the real sum of a layer's products: a last place of the greatest partial sum for each term, and as much for each
    /// step that made the terms. The residue of a straight-through estimator is a sum of two.
    /// </summary>
    private double Tolerance(Op op, ImmutableArray<Tensor> operands, IReadOnlyDictionary<Op, Tensor> values)
    {
        if (op is Add { Right: Subtract } or Add { Left: Subtract })
            return 4 * Rounding * operands.Max(Largest);
        double terms = op switch
        {
            Dense dense => dense.Weights.Type.Shape.Last,
            Conv conv => conv.FanIn,
            _ => 0,
        };
        if (terms == 0)
            return 0;
        var steps = StepsBefore(op.Operands[0]);
        double largest = steps.Select(step => Largest(values[_successors[step]])).Append(Largest(operands[0])).Max();
        return terms * Math.Max((terms + steps.Count) * Rounding * Largest(operands[1]) * largest, Subnormal * Math.Max(1, Largest(operands[1])));
    }

    /// <summary>The ops of single elements, pools and changes of layout between a tensor and the layer before it, each of which may round.</summary>
    private static HashSet<Op> StepsBefore(Op tensor)
    {
        var steps = new HashSet<Op>();
        var pending = new Stack<Op>([tensor]);
        while (pending.Count > 0)
        {
            var step = pending.Pop();
            if (step is Constant or Input or ToFloat or Dense or Conv || !steps.Add(step))
                continue;
            foreach (var operand in step.Operands)
                pending.Push(operand);
        }

        return steps;
    }

    private static double Largest(Tensor tensor)
    {
        if (SignBits.Of(tensor) is not null)
            return 1;
        double largest = 0;
        foreach (double number in tensor.ToNumbers())
            largest = Math.Max(largest, Math.Abs(number));
        return largest;
    }

    private static string At(Op op) => op.Origin is { } origin ? $" at {origin}" : op.Name.Length > 0 ? $" '{op.Name}'" : "";
}
