// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C.Kernels;

/// <summary>
/// Computes a chain of pointwise ops element by element: one statement per op, each rounded to float32. Compilers are kept from contracting a product
/// and a sum by the head of the file.
/// </summary>
internal static class PointwiseLoop
{
    /// <summary>Writes the loop.</summary>
    public static void Emit(Step step, CEmission emission)
    {
        var (rows, length) = (NumberText.Of(step.Walk!.Rows), NumberText.Of(step.Walk.RowLength));
        var body = emission.Body;
        if (step.Walk.Rows == 1)
        {
            using (body.BlockInLine($"for (size_t i = 0; i < {length}; i++)"))
                Statements(step, emission);
            return;
        }

        using (body.BlockInLine($"for (size_t row = 0, i = 0; row < {rows}; row++)"))
        using (body.BlockInLine($"for (size_t channel = 0; channel < {length}; channel++, i++)"))
            Statements(step, emission);
    }

    private static void Statements(Step step, CEmission emission)
    {
        foreach (var op in step.Ops)
        {
            string[] operands = [.. op.Operands.Select((_, k) => Operand(step, (PointwiseOp)op, k, emission))];
            string value = Expression(op, operands, emission.Kernels);
            emission.Body.Line(op == step.Result
                ? $"{emission.Local(step.Writes)}[i] = {value};"
                : $"const {(op.Type.Element == ElementType.Int32 ? "int32_t" : "float")} {emission.Local(op)} = {value};");
        }
    }

    private static string Operand(Step step, PointwiseOp op, int k, CEmission emission)
    {
        bool isByPixel = step.Walk!.Rows > 1;
        var operand = op.Operands[k];
        if (operand is Constant constant)
        {
            if (op.FormOf(k) == OperandForm.Single)
                return Parenthesized(CTypes.Literal(constant.Value, 0));
            string index = isByPixel && op.FormOf(k) == OperandForm.PerChannel ? "channel" : "i";
            return $"{emission.Table(op, constant, OperandRole.Of(op, k))}[{index}]";
        }

        if (!step.Buffers.TryGetValue(operand, out var buffer))
            return emission.Local(operand);
        string name = emission.Local(buffer);
        if (buffer.Type.Element != ElementType.Bit)
            return $"{name}[i]";
        emission.Kernels.Function("bits");
        int words = emission.Words.WordsFor(operand.Type.Shape.Last);
        return isByPixel ? $"bnn_bit({name} + (row * {NumberText.Of(words)}), channel)" : $"bnn_bit({name}, i)";
    }

    private static string Parenthesized(string literal) => literal[0] == '-' ? $"({literal})" : literal;

    private static string Expression(Op op, string[] x, KernelText kernels) => op switch
    {
        ToFloat { Input.Type.Element: ElementType.Bit } => $"{x[0]} != 0 ? 1.0f : -1.0f",
        ToFloat => $"(float){x[0]}",
        Add { Type.Element: ElementType.Int32 } => $"(int32_t)((uint32_t){x[0]} + (uint32_t){x[1]})",
        Add => $"{x[0]} + {x[1]}",
        Subtract => $"{x[0]} - {x[1]}",
        Multiply { Type.Element: ElementType.Int32 } => $"(int32_t)((uint32_t){x[0]} * (uint32_t){x[1]})",
        Multiply => $"{x[0]} * {x[1]}",
        Divide => $"{x[0]} / {x[1]}",
        Affine affine => $"(float)(({CTypes.Literal(affine.Scale)} * (double){x[0]}) + ({CTypes.Literal(affine.Offset)} * (double){x[1]}))",
        Relu => $"{x[0]} <= 0.0f ? 0.0f : {x[0]}",
        PRelu => $"{x[0]} >= 0.0f ? {x[0]} : {x[0]} * {x[1]}",
        Clip clip => Clipped(x[0], CTypes.Literal(clip.Low), CTypes.Literal(clip.High)),
        Round round => $"{Rounding(round, kernels)}({x[0]})",
        Sign { Zero: 1 } => $"{x[0]} >= 0.0f ? 1.0f : -1.0f",
        Sign { Zero: -1 } => $"{x[0]} > 0.0f ? 1.0f : -1.0f",
        Sign => $"{x[0]} > 0.0f ? 1.0f : {x[0]} == 0.0f ? 0.0f : -1.0f",
        Compare compare => $"{x[0]} {Comparisons.Operator(compare.Relation)} {x[1]} ? 1.0f : 0.0f",
        Select => $"{x[0]} != 0.0f ? {x[1]} : {x[2]}",
        _ => throw new NotSupportedException($"'{op.Kind.Mnemonic}' has no C expression; add it to {nameof(PointwiseLoop)}."),
    };

    private static string Clipped(string x, string low, string high) => $"{x} < {low} ? {low} : {x} > {high} ? {high} : {x}";

    private static string Rounding(Round round, KernelText kernels)
    {
        kernels.Function("rounding");
        return round.To switch
        {
            "down" => "bnn_round_down",
            "up" => "bnn_round_up",
            "zero" => "bnn_truncated",
            _ => "bnn_round_even",
        };
    }
}
