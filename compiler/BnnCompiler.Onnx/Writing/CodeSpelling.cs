// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Writing;

/// <summary>
/// Codes by limits: MultiThreshold, where the code is the number of limits reached and the dialect has it; else a sum of what each limit adds.
/// </summary>
internal sealed class CodeSpelling(ModelWriter writer, TensorViews views, OnnxDialect dialect)
{
    /// <summary>Writes <paramref name="op"/>, if it is one of these. Codes are floats in the file, so that ToFloat is nothing.</summary>
    public bool TryAdd(Op op)
    {
        string? written = op switch
        {
            Quantize { Input.Type.Element: ElementType.Float32 } quantize => Written(quantize),
            ToFloat { Input: Quantize codes } when views.Has(codes, View.Plain) => views.Get(codes, View.Plain),
            _ => null,
        };
        if (written is null)
            return false;
        views.Set(op, View.Plain, written);
        return true;
    }

    private string Written(Quantize quantize)
    {
        string x = views.Get(quantize.Input, View.Plain);
        bool isPerChannel = quantize.Rules == 1 || quantize.Rules == quantize.Type.Shape.Channels;
        return dialect == OnnxDialect.Qonnx && isPerChannel && Counts(quantize) ? Counted(quantize, x) : Summed(quantize, x);
    }

    private static bool Counts(Quantize quantize)
    {
        byte[] codes = CodesOf(quantize);
        return Enumerable.Range(0, codes.Length).All(i => codes[i] == i / quantize.Rules);
    }

    private string Counted(Quantize quantize, string x)
    {
        int rows = quantize.Rows, rules = quantize.Rules;
        float[] byRule = [.. Enumerable.Range(0, rows * rules).Select(i => quantize.Limits.Floats.Values[(i % rows * rules) + (i / rows)])];
        string thresholds = writer.Floats(quantize, "/thresholds", new(rules, rows), byRule);
        return writer.QonnxNode("MultiThreshold", quantize, "", [x, thresholds], Attributes.Of("data_layout", "NHWC"));
    }

    // The limits ascend: of every row from the first to the last that is reached, the difference of its codes is added to the first code.
    private string Summed(Quantize quantize, string x)
    {
        byte[] codes = CodesOf(quantize);
        var shape = quantize.Rules == quantize.Type.Shape.ElementCount ? quantize.Type.Shape : new Shape(quantize.Rules);
        string sum = writer.Floats(quantize, "/codes", shape, [.. codes.Take(quantize.Rules).Select(code => (float)code)]);
        string none = writer.Scalar(0);
        for (int row = 0; row < quantize.Rows; row++)
        {
            int first = row * quantize.Rules;
            string limits = writer.Floats(quantize, "/limits", shape, quantize.Limits.Floats.Values.AsSpan(first, quantize.Rules));
            float[] more = [.. Enumerable.Range(first, quantize.Rules).Select(i => (float)(codes[i + quantize.Rules] - codes[i]))];
            string reached = writer.Node("GreaterOrEqual", quantize, "/reached", [x, limits]);
            string added = writer.Node("Where", quantize, "/added", [reached, writer.Floats(quantize, "/step", shape, more), none]);
            sum = writer.Node("Add", quantize, row == quantize.Rows - 1 ? "" : "/sum", [sum, added]);
        }

        return sum;
    }

    private static byte[] CodesOf(Quantize quantize) => [.. ((Tensor<byte>)quantize.Codes.Value).Values];
}
