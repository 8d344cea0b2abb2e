// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Targets;

/// <summary>The line of an op as it stands in front of the statements that compute it.</summary>
internal static class OpText
{
    /// <summary>Longer lines are continued behind the operands.</summary>
    private const int LongestLine = 130;

    /// <summary>The text of <paramref name="op"/>: one line, or two.</summary>
    /// <param name="op">The op.</param>
    /// <param name="nameOf">What the code calls the table of a constant; null if it has no table of it.</param>
    public static string[] Of(Op op, Func<Constant, string?> nameOf)
    {
        string operands = string.Join(", ", op.Operands.Select(operand => operand is Constant constant ? Of(constant, nameOf) : "%" + operand.Name));
        string attributes = string.Join(", ", op.Attributes.Select(attribute => $"{attribute.Name}={attribute.Text}"));
        if (attributes.Length > 0)
            attributes = $" {{{attributes}}}";
        string origin = op.Origin is null ? "" : $", from {op.Origin}";
        string head = $"%{op.Name} = {op.Kind.Mnemonic}({operands})", rest = $"{attributes} : {op.Type}{origin}";
        return head.Length + rest.Length <= LongestLine ? [head + rest] : [head, "   " + rest];
    }

    /// <summary>What a constant operand of a pointwise op is to it: how its table is named.</summary>
    public static string RoleOf(PointwiseOp op, int operand) => (op, operand) switch
    {
        (Add, _) => "addends",
        (Subtract, 0) => "minuends",
        (Subtract, _) => "subtrahends",
        (Multiply, _) => "factors",
        (Divide, 0) => "dividends",
        (Divide, _) => "divisors",
        (PRelu, 1) => "slopes",
        (Compare, _) => "limits",
        (Select, 0) => "conditions",
        (Select, 1) => "if_true",
        (Select, _) => "if_false",
        _ => $"{op.Kind.Mnemonic}_{NumberText.Of(operand)}",
    };

    private static string Of(Constant constant, Func<Constant, string?> nameOf) =>
        nameOf(constant) ?? (constant.Type.Shape.ElementCount == 1 ? NumberText.Of((float)constant.Value[0]) : constant.Type.ToString());
}
