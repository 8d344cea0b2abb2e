// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>Calls a kernel of the runtime as a description says: tables and numbers in a line, in front of them a window in one of its own.</summary>
/// <param name="callOf">The description of the call for an op.</param>
internal sealed class RuntimeCall(Func<Op, KernelCall> callOf) : CSharpKernel
{
    /// <inheritdoc/>
    public override void Emit(Step step, CSharpEmission emission)
    {
        var op = step.Result;
        var call = callOf(op);
        string input = emission.Local(step.Buffers[op.Operands[0]]), output = emission.Local(step.Writes);
        if (!call.IsKept)
        {
            emission.Body.Line($"{call.Name}({Arguments(call, op, emission, [input], [output])});");
            return;
        }

        string field = emission.Kept(call.Name, op);
        emission.Body.Line($"{field} ??= new({Arguments(call, op, emission, [], [])});");
        emission.Body.Line($"{field}.Threshold({input}, {output});");
    }

    /// <summary>The arguments of a call, between what stands before and behind them.</summary>
    public static string Arguments(KernelCall call, Op op, CSharpEmission emission, ImmutableArray<string> before, ImmutableArray<string> behind)
    {
        var window = (call.Arguments.FirstOrDefault() as WindowArgument)?.Window;
        ImmutableArray<string> inLine =
            [.. call.Arguments.Skip(window is null ? 0 : 1).Select(argument => Spelled(argument, op, emission)), .. behind];
        if (window is null)
            return string.Join(", ", before.Concat(inLine));
        ImmutableArray<string> lines = [.. before, Spelled(window, op.Operands[0].Type.Shape, op.Type.Shape), string.Join(", ", inLine)];
        return string.Join(",", lines.Select(line => "\n    " + line));
    }

    private static string Spelled(CallArgument argument, Op op, CSharpEmission emission) => argument switch
    {
        TableArgument table => emission.Table(op, table.Table, table.Role, table.IsShort ? "ushort" : null),
        NumberArgument number => $"{number.Name}: {NumberText.Of(number.Number)}",
        _ => throw new InvalidOperationException($"'{op.Kind.Mnemonic}' passes {argument}, which C# does not spell there."),
    };

    /// <summary>The runtime's <c>SlidingWindow</c>, without what has its default.</summary>
    private static string Spelled(Window window, Shape image, Shape result)
    {
        var (rows, columns) = (window.Rows, window.Columns);
        (string Name, int Value, int Default)[] members =
        [
            ("Height", image[1], 0),
            ("Width", image[2], 0),
            ("KernelHeight", rows.Size, 0),
            ("KernelWidth", columns.Size, 0),
            ("OutputHeight", result[1], 0),
            ("OutputWidth", result[2], 0),
            ("StrideY", rows.Stride, 1),
            ("StrideX", columns.Stride, 1),
            ("Top", rows.Before, 0),
            ("Left", columns.Before, 0),
            ("DilationY", rows.Dilation, 1),
            ("DilationX", columns.Dilation, 1),
        ];
        return $"new({string.Join(", ", members.Where(m => m.Value != m.Default).Select(m => $"{m.Name}: {NumberText.Of(m.Value)}"))})";
    }
}
