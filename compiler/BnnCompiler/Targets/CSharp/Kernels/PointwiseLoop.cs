// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>
/// Computes a chain of pointwise ops element by element, one statement per op, each rounded to float32 as C# does by itself: neither the
/// JIT nor NativeAOT contracts a product and a sum.
/// </summary>
internal sealed class PointwiseLoop : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        string count = NumberText.Of(step.Writes.Type.Shape.ElementCount);
        using (emission.Body.Block($"for (int i = 0; i < {count}; i++)"))
        {
            foreach (var op in step.Ops)
            {
                string[] operands = [.. op.Operands.Select((operand, k) => Operand(step, (PointwiseOp)op, k, operand, emission))];
                string value = Expression(op, operands);
                if (op == step.Result)
                    emission.Body.Line($"{emission.Local(step.Writes)}[i] = {value};");
                else
                    emission.Body.Line($"{(op.Type.Element == ElementType.Int32 ? "int" : "float")} {emission.Local(op)} = {value};");
            }
        }
    }

    private static string Operand(Step step, PointwiseOp op, int k, Op operand, CSharpEmission emission)
    {
        if (operand is Constant constant)
        {
            if (constant.Type.Shape.ElementCount == 1)
                return CSharpLiterals.Of(constant.Value, 0);
            string role = k == 0 ? op.Kind.Mnemonic : op.Kind.Mnemonic + "_" + NumberText.Of(k);
            return $"{emission.Table(op, constant, role)}[{Index(op, constant.Type.Shape)}]";
        }

        if (!step.Buffers.TryGetValue(operand, out var buffer))
            return emission.Local(operand);
        string name = emission.Local(buffer);
        if (buffer.Type.Element != ElementType.Bit)
            return $"{name}[i]";
        return buffer.Type.Shape.Rows == 1
            ? $"((({name}[i >> 6] >> (i & 63)) & 1) != 0 ? 1f : -1f)"
            : BitOfRow(name, buffer.Type.Shape.Last);
    }

    /// <summary>The index of a constant that is spread over the elements: all of them, or one value per channel.</summary>
    private static string Index(PointwiseOp op, Shape constant)
    {
        var shape = op.Type.Shape;
        if (constant.ElementCount == shape.ElementCount)
            return "i";
        string position = shape.ElementsPerChannel == 1 ? "i" : $"i / {NumberText.Of(shape.ElementsPerChannel)}";
        return $"{position} % {NumberText.Of(shape.Channels)}";
    }

    private static string BitOfRow(string name, int columns)
    {
        string words = NumberText.Of(TensorType.WordsFor(columns)), width = NumberText.Of(columns);
        return $"((({name}[(i / {width} * {words}) + (i % {width} >> 6)] >> (i % {width} & 63)) & 1) != 0 ? 1f : -1f)";
    }

    private static string Expression(Op op, string[] x) => op switch
    {
        ToFloat { Input.Type.Element: ElementType.Bit } => x[0],
        ToFloat => $"(float){x[0]}",
        Add { Type.Element: ElementType.Int32 } => $"unchecked({x[0]} + {x[1]})",
        Add => $"{x[0]} + {x[1]}",
        Subtract => $"{x[0]} - {x[1]}",
        Multiply => $"{x[0]} * {x[1]}",
        Divide => $"{x[0]} / {x[1]}",
        Affine affine => $"(float)(({CSharpLiterals.Of(affine.Scale)} * {x[0]}) + ({CSharpLiterals.Of(affine.Offset)} * {x[1]}))",
        Relu => $"{x[0]} <= 0f ? 0f : {x[0]}",
        PRelu => $"{x[0]} >= 0f ? {x[0]} : {x[0]} * {x[1]}",
        Clip clip => Clipped(x[0], CSharpLiterals.Of(clip.Low), CSharpLiterals.Of(clip.High)),
        Round round => $"MathF.{RoundingMethod(round.To)}({x[0]})",
        Sign { Zero: 1 } => $"{x[0]} >= 0f ? 1f : -1f",
        Sign { Zero: -1 } => $"{x[0]} > 0f ? 1f : -1f",
        Sign => $"{x[0]} > 0f ? 1f : {x[0]} == 0f ? 0f : -1f",
        Compare compare => $"{x[0]} {Operator(compare.Relation)} {x[1]} ? 1f : 0f",
        Select => $"{x[0]} != 0f ? {x[1]} : {x[2]}",
        _ => throw new NotSupportedException($"'{op.Kind.Mnemonic}' has no C# expression; add it to {nameof(PointwiseLoop)}."),
    };

    private static string Clipped(string x, string low, string high) => $"{x} < {low} ? {low} : {x} > {high} ? {high} : {x}";

    private static string RoundingMethod(string to) => to switch
    {
        "down" => "Floor",
        "up" => "Ceiling",
        "zero" => "Truncate",
        _ => "Round",
    };

    private static string Operator(string relation) => relation switch
    {
        "gt" => ">",
        "ge" => ">=",
        "lt" => "<",
        "le" => "<=",
        "eq" => "==",
        _ => "!=",
    };
}
