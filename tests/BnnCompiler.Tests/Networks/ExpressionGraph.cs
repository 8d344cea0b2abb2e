// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Tests.Networks;

/// <summary>An <see cref="Expression"/> as ops of an imported graph; what is the same part of it becomes the same op.</summary>
/// <param name="x">The first argument.</param>
/// <param name="y">The second argument, of the same shape.</param>
/// <param name="axis">Where their channels lie.</param>
internal sealed class ExpressionGraph(Op x, Op y, int axis)
{
    private readonly Dictionary<Expression, Op> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The op that computes an expression.</summary>
    public Op Of(Expression expression)
    {
        if (!_known.TryGetValue(expression, out var op))
            _known[expression] = op = Made(expression);
        return op;
    }

    private Op Made(Expression expression)
    {
        Op Part(int position) => Of(expression.Operands[position]);
        return expression switch
        {
            Argument argument => argument.IsY ? y : x,
            Numbers { Values: [var value] } => ChainGraph.Scalar(value),
            Numbers numbers => ChainGraph.PerChannel(numbers.Values, x, axis),
            Stepped stepped => ChainGraph.Step(Part(0), stepped.Step, axis),
            Operation { Kind: "add" } => new Add(Part(0), Part(1)),
            Operation { Kind: "sub" } => new Subtract(Part(0), Part(1)),
            Operation { Kind: "mul" } => new Multiply(Part(0), Part(1)),
            Operation { Kind: "div" } => new Divide(Part(0), Part(1)),
            Operation { Kind: "select" } => new Select(Part(0), Part(1), Part(2)),
            Operation { Kind: "sign" or "sign_plus" or "sign_minus" } sign => new Sign(Part(0), sign.SignOfZero),
            Operation relation => new Compare(Part(0), Part(1), relation.Kind),
            _ => throw new NotSupportedException(expression.ToString()),
        };
    }
}
