// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Targets;

/// <summary>The line of an op as it stands in front of the statements that compute it.</summary>
internal static class OpText
{
    /// <summary>Longer lines of generated code are continued: behind the operands here, behind an argument of a call.</summary>
    public const int LongestLine = 130;

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

    private static string Of(Constant constant, Func<Constant, string?> nameOf) =>
        nameOf(constant) ?? (constant.Type.Shape.ElementCount == 1 ? Number(constant.Value) : constant.Type.ToString());

    /// <summary>Integers of 32 bits are no float32.</summary>
    private static string Number(Tensor value) => value is Tensor<float> floats ? NumberText.Of(floats.Values[0]) : NumberText.Of((long)value[0]);
}
