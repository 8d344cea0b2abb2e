// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Computes a chain of pointwise ops element by element.</summary>
internal sealed class PointwiseLoop : PointwiseStatements
{
    /// <summary>Writes the loop.</summary>
    public void Emit(Step step, PointwiseWalk walk, CSharpEmission emission)
    {
        string rows = NumberText.Of(walk.Rows), length = NumberText.Of(walk.RowLength);
        if (walk.Rows == 1)
        {
            using (emission.Body.Block($"for (int i = 0; i < {length}; i++)"))
                Statements(step, walk, emission.Body, emission);
            return;
        }

        using (emission.Body.Block($"for (int row = 0; row < {rows}; row++)"))
        using (emission.Body.Block($"for (int channel = 0; channel < {length}; channel++)"))
        {
            emission.Body.Line($"int i = (row * {length}) + channel;");
            Statements(step, walk, emission.Body, emission);
        }
    }

    /// <inheritdoc/>
    protected override string TypeName(string element) => element;

    /// <inheritdoc/>
    protected override string Literal(string element, string number) => number;

    /// <inheritdoc/>
    protected override string Element(string element, string span, string index) => $"{span}[{index}]";

    /// <inheritdoc/>
    protected override string SignOf(string bits) => $"((({bits}[i >> 6] >> (i & 63)) & 1) != 0 ? 1f : -1f)";

    /// <inheritdoc/>
    protected override string SignOfRow(string bits, int words) =>
        $"((({bits}[{FirstWord(words)} + (channel >> 6)] >> (channel & 63)) & 1) != 0 ? 1f : -1f)";

    /// <inheritdoc/>
    protected override string Store(string span, string value) => $"{span}[i] = {value};";

    /// <inheritdoc/>
    protected override string Expression(Op op, string[] x) => op switch
    {
        ToFloat { Input.Type.Element: ElementType.Bit } => x[0],
        ToFloat => $"(float){x[0]}",
        Add { Type.Element: ElementType.Int32 } => $"unchecked({x[0]} + {x[1]})",
        Add => $"{x[0]} + {x[1]}",
        Subtract => $"{x[0]} - {x[1]}",
        Multiply { Type.Element: ElementType.Int32 } => $"unchecked({x[0]} * {x[1]})",
        Multiply => $"{x[0]} * {x[1]}",
        Divide => $"{x[0]} / {x[1]}",
        Affine affine => $"(float)(({CSharpLiterals.Of(affine.Scale)} * {x[0]}) + ({CSharpLiterals.Of(affine.Offset)} * {x[1]}))",
        Relu => $"{x[0]} <= 0f ? 0f : {x[0]}",
        PRelu => $"{x[0]} >= 0f ? {x[0]} : {x[0]} * {x[1]}",
        Clip clip => Clipped(x[0], CSharpLiterals.Of(clip.Low), CSharpLiterals.Of(clip.High)),
        Round round => $"MathF.{RoundingMethod(round)}({x[0]})",
        Sign { Zero: 1 } => $"{x[0]} >= 0f ? 1f : -1f",
        Sign { Zero: -1 } => $"{x[0]} > 0f ? 1f : -1f",
        Sign => $"{x[0]} > 0f ? 1f : {x[0]} == 0f ? 0f : -1f",
        Compare compare when compare.Operands[0] == compare.Operands[1] => ComparedWithItself(compare.Relation, x[0]),
        Compare compare => $"{x[0]} {Comparisons.Operator(compare.Relation)} {x[1]} ? 1f : 0f",
        Select => $"{x[0]} != 0f ? {x[1]} : {x[2]}",
        _ => throw new NotSupportedException($"'{op.Kind.Mnemonic}' has no C# expression; add it to {nameof(PointwiseLoop)}."),
    };

    /// <summary>C# warns of a variable that is compared with itself.</summary>
    private static string ComparedWithItself(string relation, string x) => relation switch
    {
        "eq" or "ge" or "le" => $"float.IsNaN({x}) ? 0f : 1f",
        "ne" => $"float.IsNaN({x}) ? 1f : 0f",
        _ => "0f",
    };

    private static string Clipped(string x, string low, string high) => $"{x} < {low} ? {low} : {x} > {high} ? {high} : {x}";
}
