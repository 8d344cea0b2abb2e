// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;
using Buffer = BnnCompiler.Planning.Buffer;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>
/// Computes a chain of pointwise ops by vectors as wide as the processor's registers, in a method of its own: <c>Run</c> may become too
/// long for the JIT to keep all vectors in registers. The last vector of a row that is not a multiple ends with the row, so some elements
/// are computed twice, to the same value.
/// </summary>
internal sealed class PointwiseVectors : PointwiseStatements
{
    /// <summary>Writes the method and its call.</summary>
    public void Emit(Step step, PointwiseWalk walk, CSharpEmission emission)
    {
        Buffer[] reads = [.. step.Ops.SelectMany(op => op.Operands).Where(step.Buffers.ContainsKey).Select(op => step.Buffers[op]).Distinct()];
        string arguments = string.Join(", ", reads.Append(step.Writes).Select(emission.Local));
        string parameters = string.Concat(reads.Select(read => $"ReadOnlySpan<{Element(read)}> {emission.Local(read)}, "));
        string method = emission.Method(step.Result);
        emission.Body.Line($"{method}({arguments});");

        var code = emission.Methods;
        code.Line();
        code.Line($"/// <summary>Computes %{step.Result.Name}, as many elements at a time as a register holds.</summary>");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (code.Block($"private static void {method}({parameters}Span<{Element(step.Writes)}> {emission.Local(step.Writes)})"))
        {
            if (walk.Rows == 1)
            {
                Row(step, walk, "i", "", emission);
                return;
            }

            using (code.Block($"for (int row = 0; row < {NumberText.Of(walk.Rows)}; row++)"))
                Row(step, walk, "channel", $"int i = (row * {NumberText.Of(walk.RowLength)}) + channel;", emission);
        }
    }

    private void Row(Step step, PointwiseWalk walk, string index, string indexOfElement, CSharpEmission emission)
    {
        string length = NumberText.Of(walk.RowLength), first = walk.IsWholeVectors ? index : "next";
        using (emission.Methods.Block($"for (int {first} = 0; {first} < {length}; {first} += Vector<float>.Count)"))
        {
            if (!walk.IsWholeVectors)
                emission.Methods.Line($"int {index} = Math.Min(next, {length} - Vector<float>.Count);");
            if (indexOfElement.Length > 0)
                emission.Methods.Line(indexOfElement);
            Statements(step, walk, emission.Methods, emission);
        }
    }

    private static string Element(Buffer buffer) => CSharpTables.ElementName(buffer.Type.Element);

    /// <inheritdoc/>
    protected override string TypeName(string element) => $"Vector<{element}>";

    /// <inheritdoc/>
    protected override string Literal(string element, string number) => $"new Vector<{element}>({number})";

    /// <inheritdoc/>
    protected override string Element(string element, string span, string index) => $"new Vector<{element}>({span}[{index}..])";

    /// <inheritdoc/>
    protected override string SignOf(string bits) => $"Pointwise.Signs({bits}, i)";

    /// <inheritdoc/>
    protected override string SignOfRow(string bits, int words) => $"Pointwise.Signs({bits}[{FirstWord(words)}..], channel)";

    /// <inheritdoc/>
    protected override string Store(string span, string value) => $"var result = {value};\nresult.CopyTo({span}[i..]);";

    /// <inheritdoc/>
    protected override string Expression(Op op, string[] x) => op switch
    {
        ToFloat { Input.Type.Element: ElementType.Bit } => x[0],
        ToFloat => $"Vector.ConvertToSingle({x[0]})",
        Add => $"{x[0]} + {x[1]}",
        Subtract => $"{x[0]} - {x[1]}",
        Multiply => $"{x[0]} * {x[1]}",
        Divide => $"{x[0]} / {x[1]}",
        Relu => $"Pointwise.Relu({x[0]})",
        PRelu => $"Pointwise.PRelu({x[0]}, {x[1]})",
        Clip clip => $"Pointwise.Clip({x[0]}, {CSharpLiterals.Of(clip.Low)}, {CSharpLiterals.Of(clip.High)})",
        Round round => $"Vector.{RoundingMethod(round)}({x[0]})",
        Sign sign => $"Pointwise.Sign({x[0]}, {NumberText.Of(sign.Zero)}f)",
        Compare { Relation: "ne" } => $"Vector.ConditionalSelect(Vector.Equals({x[0]}, {x[1]}), Vector<float>.Zero, Vector<float>.One)",
        Compare compare => $"Vector.ConditionalSelect(Vector.{Comparison(compare.Relation)}({x[0]}, {x[1]}), Vector<float>.One, Vector<float>.Zero)",
        Select => $"Vector.ConditionalSelect(Vector.Equals({x[0]}, Vector<float>.Zero), {x[2]}, {x[1]})",
        _ => throw new NotSupportedException($"'{op.Kind.Mnemonic}' has no C# expression of vectors; add it to {nameof(PointwiseVectors)}."),
    };

    private static string Comparison(string relation) => relation switch
    {
        "gt" => "GreaterThan",
        "ge" => "GreaterThanOrEqual",
        "lt" => "LessThan",
        "le" => "LessThanOrEqual",
        _ => "Equals",
    };
}
