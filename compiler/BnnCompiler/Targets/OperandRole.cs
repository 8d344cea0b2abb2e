// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Targets;

/// <summary>What a constant operand of a pointwise op is to it: so its table is named.</summary>
internal static class OperandRole
{
    /// <summary>The role of an operand: <c>factors</c>.</summary>
    public static string Of(PointwiseOp op, int operand) => (op, operand) switch
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
}
