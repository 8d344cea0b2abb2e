// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;

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

    /// <summary>
    /// Whether a step of an evaluation is no number, so that no score is promised (docs/numerics.md). Constants may hold NaN: it fills up limits.
    /// </summary>
    public static bool HasNoNumber(IReadOnlyDictionary<Op, Tensor> values) =>
        values.Any(value => value.Key is not Constant && HasNoNumber(value.Value));

    /// <summary>
    /// The outputs in bits and integers for an example; null for <paramref name="fault"/> if every op is what it was. Null where a step is no number:
    /// behind sums that are rounded otherwise, that may be so although the file's own steps are numbers.
    /// </summary>
    public ImmutableArray<Tensor>? Run(ImmutableArray<Tensor> inputs, out string? fault)
    {
        var values = GraphInterpreter.RunAll(_everything, inputs);
        fault = _floats.Ops.Select(op => Fault(op, values)).FirstOrDefault(found => found is not null);
        if (HasNoNumber(values))
            return null;
        return [.. _floats.Outputs.Select(output => values[_successors[output]])];
    }

    private static bool HasNoNumber(Tensor tensor) => tensor is Tensor<float> floats && floats.Values.Any(float.IsNaN);

    private string? Fault(Op op, IReadOnlyDictionary<Op, Tensor> values)
    {
        var successor = _successors[op];
        bool isSame = op.Kind == successor.Kind && op.Attributes.SequenceEqual(successor.Attributes)
            && op.Operands.Select(operand => _successors[operand]).SequenceEqual(successor.Operands);
        if (op is Input or Constant || isSame)
            return null;
        ImmutableArray<Tensor> operands = [.. op.Operands.Select(operand => values[_successors[operand]])];
        if (operands.Any(HasNoNumber))
            return null;
        Tensor expected = GraphInterpreter.Evaluate(op, operands), found = values[successor];
        if (expected.Type != found.Type)
            return $"'{op.Kind.Mnemonic}'{At(op)} was {expected.Type} and became {found.Type}";
        double tolerance = Tolerance(op, operands);
        double[] wanted = expected.ToNumbers(), given = found.ToNumbers();
        for (int i = 0; i < wanted.Length; i++)
        {
            double difference = Math.Abs(wanted[i] - given[i]);
            if (difference > tolerance || (double.IsNaN(difference) && !wanted[i].Equals(given[i])))
            {
                return $"'{op.Kind.Mnemonic}'{At(op)} should give {NumberText.Of((float)wanted[i])} at element {NumberText.Of(i)}, "
                    + $"but {NumberText.Of((float)given[i])} took its place";
            }
        }

        return null;
    }

    /// <summary>
    /// How far float32 can be from the real sum of a layer's products: a last place of the greatest partial sum for each term. What is made of pixels
    /// is rounded before that, by a little of the greatest value that a pixel can have. The residue of a straight-through estimator is a sum of
    /// two, and so is a shortcut that adds codes.
    /// </summary>
    private double Tolerance(Op op, ImmutableArray<Tensor> operands)
    {
        if (op is Add { Right: Subtract } or Add { Left: Subtract })
            return 4 * Rounding * operands.Max(Largest);
        if (op is Add { Left: not Constant, Right: not Constant } && AffineCode.OfCodes(_successors[op]) is not null)
            return AffineCode.Rounding * op.Operands.Zip(operands, (term, values) => Math.Max(LargestOfCodes(term), Largest(values))).Sum();
        double terms = op switch
        {
            Dense dense => dense.Weights.Type.Shape.Last,
            Conv conv => conv.FanIn,
            SumPool pool => pool.Window.Taps,
            _ => 0,
        };
        if (terms == 0)
            return 0;
        double ofCodes = op is SumPool ? Largest(operands[0]) : LargestOfCodes(op.Operands[0]);
        double inputs = (terms * Rounding * Largest(operands[0])) + (AffineCode.Rounding * ofCodes);
        double weights = op is SumPool ? 1 : Largest(operands[1]);
        return terms * Math.Max(inputs * weights, Subnormal * Math.Max(1, weights));
    }

    /// <summary>The greatest value that any pixel or code can become in a tensor made of such; 0 for other tensors.</summary>
    private double LargestOfCodes(Op tensor)
    {
        while (tensor is Reshape or Transpose or Pad or MaxPool)
            tensor = tensor.Operands[0];
        if (AffineCode.OfCodes(_successors[tensor]) is { } code)
            return code.Largest;
        return ChannelFunction.Of(tensor) is { Root.Type.Element: ElementType.UInt8 } function
            ? function.Representatives.Distinct()
                .Max(element => function.Evaluate(element, function.Range(element)!.Value.ToArray()).Values.Max(Math.Abs))
            : 0;
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
