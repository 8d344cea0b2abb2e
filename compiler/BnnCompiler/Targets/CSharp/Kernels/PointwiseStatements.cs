// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>
/// The body of a pointwise loop: one statement per op, each rounded to float32 as C# does by itself, since neither the JIT nor NativeAOT
/// contracts a product and a sum. The loop around it declares <c>i</c>, the index of an element, and, if there are several rows,
/// <c>row</c> and <c>channel</c>.
/// </summary>
internal abstract class PointwiseStatements
{
    /// <summary>Writes the statements.</summary>
    protected void Statements(Step step, PointwiseWalk walk, CodeWriter code, CSharpEmission emission)
    {
        foreach (var op in step.Ops)
        {
            string[] operands = [.. op.Operands.Select((operand, k) => Operand(step, walk, (PointwiseOp)op, k, emission))];
            string value = Expression(op, operands);
            code.Line(op == step.Result
                ? Store(emission.Local(step.Writes), value)
                : $"{TypeName(CSharpTables.ElementName(op.Type.Element))} {emission.Local(op)} = {value};");
        }
    }

    private string Operand(Step step, PointwiseWalk walk, PointwiseOp op, int k, CSharpEmission emission)
    {
        var operand = op.Operands[k];
        string element = CSharpTables.ElementName(operand.Type.Element);
        if (operand is Constant constant)
        {
            if (op.FormOf(k) == OperandForm.Single)
                return Literal(element, CSharpLiterals.Of(constant.Value, 0));
            string index = walk.Rows > 1 && op.FormOf(k) == OperandForm.PerChannel ? "channel" : "i";
            return Element(element, emission.Table(op, constant, OperandRole.Of(op, k)), index);
        }

        if (!step.Buffers.TryGetValue(operand, out var buffer))
            return emission.Local(operand);
        string name = emission.Local(buffer);
        if (buffer.Type.Element != ElementType.Bit)
            return Element(element, name, "i");
        return walk.Rows > 1
            ? SignOfRow(name, TensorType.WordsFor(walk.RowLength))
            : SignOf(name);
    }

    /// <summary>The C# type of a value.</summary>
    protected abstract string TypeName(string element);

    /// <summary>A number that serves all elements.</summary>
    protected abstract string Literal(string element, string number);

    /// <summary>What a table or buffer holds at an index.</summary>
    protected abstract string Element(string element, string span, string index);

    /// <summary>Bit <c>i</c> of a buffer without gaps, as +1 or -1.</summary>
    protected abstract string SignOf(string bits);

    /// <summary>Bit <c>channel</c> of row <c>row</c>, as +1 or -1.</summary>
    protected abstract string SignOfRow(string bits, int words);

    /// <summary>What an op makes of its operands.</summary>
    protected abstract string Expression(Op op, string[] x);

    /// <summary>The statement that keeps the result.</summary>
    protected abstract string Store(string span, string value);

    /// <summary>Where the bits of row <c>row</c> start.</summary>
    protected static string FirstWord(int words) => words == 1 ? "row" : $"(row * {NumberText.Of(words)})";

    /// <summary>The method of <c>MathF</c> and of <c>Vector</c> that rounds.</summary>
    protected static string RoundingMethod(Round round) => round.To switch
    {
        "down" => "Floor",
        "up" => "Ceiling",
        "zero" => "Truncate",
        _ => "Round",
    };
}
