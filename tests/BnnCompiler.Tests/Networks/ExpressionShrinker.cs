// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>Cuts of an expression.</summary>
internal static class ExpressionShrinker
{
    /// <summary>
    /// Expressions that are one cut smaller, the largest cuts first. What takes few values still does, because a layer may sum these exactly and not
    /// what they are made of.
    /// </summary>
    public static IEnumerable<Expression> Smaller(Expression expression) =>
        Cuts(expression).Where(smaller => smaller.TakesFewValues || !expression.TakesFewValues);

    private static IEnumerable<Expression> Cuts(Expression expression)
    {
        foreach (var operand in expression.Operands.Where(operand => operand.Varies))
            yield return operand;
        if (expression is Argument { IsY: true })
            yield return Expression.X;
        foreach (var numbers in Plainer(expression))
            yield return numbers;
        for (int i = 0; i < expression.Operands.Length; i++)
        {
            foreach (var smaller in Cuts(expression.Operands[i]))
                yield return expression.Of([.. expression.Operands[..i], smaller, .. expression.Operands[(i + 1)..]]);
        }
    }

    /// <summary>One number for all channels, or a plainer one.</summary>
    private static IEnumerable<Expression> Plainer(Expression expression)
    {
        if (expression is not Numbers { Values: var values })
            return [];
        if (values.Length > 1)
            return values.Select(value => new Numbers(value));
        return new[] { 0f, 1f, -1f }.TakeWhile(plain => !plain.Equals(values[0])).Select(plain => new Numbers(plain));
    }
}
