// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.CSharp.Kernels;

/// <summary>A call of the runtime that slides a window over an image: image, window, tables, result.</summary>
internal abstract class WindowCall : CSharpKernel
{
    /// <summary>Writes the call of <paramref name="method"/>; the window stands in a line of its own.</summary>
    private protected static void Call(Step step, CSharpEmission emission, string method, Window window, params string[] arguments)
    {
        var input = step.Result.Operands[0];
        string image = emission.Local(step.Buffers[input]);
        string rest = string.Join(", ", [.. arguments, emission.Local(step.Writes)]);
        emission.Body.Line($"{method}(\n    {image},\n    {Spelled(window, input.Type.Shape, step.Result.Type.Shape)},\n    {rest});");
    }

    /// <summary>The runtime's <c>SlidingWindow</c>, without what has its default.</summary>
    private protected static string Spelled(Window window, Shape image, Shape result)
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
