// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Protos;

namespace BnnCompiler.EndToEnd.Tests.Models;

/// <summary>A node of an ONNX file, computed as the documents of ONNX and QONNX say, each operation rounded to float32.</summary>
internal sealed class NaiveOnnxNode(NodeProto node)
{
    /// <summary>What the node reads.</summary>
    public IReadOnlyList<string> Inputs => node.Input;

    /// <summary>What the node defines.</summary>
    public string Output => node.Output.Single();

    /// <summary>The result, from what the node reads.</summary>
    public NaiveTensor Evaluate(NaiveTensor[] x) => node.OpType switch
    {
        "Add" => x[0].With(x[1], (a, b) => a + b),
        "Sub" => x[0].With(x[1], (a, b) => a - b),
        "Mul" => x[0].With(x[1], (a, b) => a * b),
        "Div" => x[0].With(x[1], (a, b) => a / b),
        "Pow" => x[0].With(x[1], MathF.Pow),
        "Relu" => x[0].Map(value => value > 0 ? value : 0),
        "MatMul" => MatMul(x[0], x[1]),
        "Gemm" => Gemm(x[0], x[1], x[2]),
        "BatchNormalization" => BatchNormalization(x),
        "Softmax" => Softmax(x[0]),
        "Quant" => Quant(x[0], x[1], x[2], x[3].Values.Single()),
        "BipolarQuant" => x[0].Map(value => value >= 0 ? 1 : -1).With(x[1], (sign, scale) => sign * scale),
        "Transpose" => Transposed(x[0], [.. Ints("perm")]),
        "Flatten" => Flattened(x[0], (int)Int("axis", 1)),
        "Reshape" => Reshaped(x[0], x[1].Values),
        "Shape" => new([x[0].Shape.Length], [.. x[0].Shape.Select(extent => (float)extent)]),
        "Gather" when Int("axis", 0) == 0 && x[1].Shape is [] => NaiveTensor.Scalar(x[0].Values[(int)x[1].Values[0]]),
        "Unsqueeze" when x[0].Shape is [] => x[0].Reshaped(1),
        "Concat" when x[0].Shape is [_] => new([x.Sum(part => part.Values.Length)], [.. x.SelectMany(part => part.Values)]),
        _ => throw new NotSupportedException(node.ToString()),
    };

    private AttributeProto? Attribute(string name) => node.Attribute.SingleOrDefault(attribute => attribute.Name == name);

    private long Int(string name, long otherwise) => Attribute(name)?.I ?? otherwise;

    private float Float(string name, float otherwise) => Attribute(name)?.F ?? otherwise;

    private IEnumerable<int> Ints(string name) => Attribute(name)!.Ints.Select(value => (int)value);

    /// <summary>Sums in ascending order, each product and each sum rounded.</summary>
    private static NaiveTensor MatMul(NaiveTensor a, NaiveTensor b)
    {
        int rows = a.Shape[0], terms = a.Shape[1], columns = b.Shape[1];
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
        {
            float sum = 0;
            for (int k = 0; k < terms; k++)
            {
                float product = a.Values[(i / columns * terms) + k] * b.Values[(k * columns) + (i % columns)];
                sum += product;
            }

            values[i] = sum;
        }

        return new([rows, columns], values);
    }

    private NaiveTensor Gemm(NaiveTensor a, NaiveTensor b, NaiveTensor bias)
    {
        float alpha = Float("alpha", 1), beta = Float("beta", 1);
        var left = Int("transA", 0) != 0 ? Transposed(a, [1, 0]) : a;
        var product = MatMul(left, Int("transB", 0) != 0 ? Transposed(b, [1, 0]) : b);
        return product.Map(sum => alpha * sum).With(bias.Map(value => beta * value), (sum, value) => sum + value);
    }

    /// <summary>Per channel, the second axis: scale * (x - mean) / sqrt(variance + epsilon) + bias.</summary>
    private NaiveTensor BatchNormalization(NaiveTensor[] x)
    {
        float epsilon = Float("epsilon", 1e-5f);
        NaiveTensor Parameter(int index) => x[index].Reshaped([x[index].Values.Length, .. Enumerable.Repeat(1, x[0].Shape.Length - 2)]);
        var deviation = Parameter(4).Map(variance => MathF.Sqrt(variance + epsilon));
        return x[0].With(Parameter(3), (value, mean) => value - mean)
            .With(Parameter(1), (value, scale) => scale * value)
            .With(deviation, (value, root) => value / root)
            .With(Parameter(2), (value, bias) => value + bias);
    }

    /// <summary>Of one row, which is all that these files have.</summary>
    private static NaiveTensor Softmax(NaiveTensor x)
    {
        float greatest = x.Values.Max();
        var powers = x.Map(value => MathF.Exp(value - greatest));
        float sum = powers.Values.Aggregate(0f, (total, power) => total + power);
        return powers.Map(power => power / sum);
    }

    /// <summary>QONNX: scale * (round(clamp(x / scale + zero point)) - zero point); one signed bit is the sign, +1 at 0.</summary>
    private NaiveTensor Quant(NaiveTensor x, NaiveTensor scale, NaiveTensor zeroPoint, float bits)
    {
        bool isSigned = Int("signed", 1) != 0, isNarrow = Int("narrow", 1) != 0;
        var shifted = x.With(scale, (value, step) => value / step).With(zeroPoint, (value, zero) => value + zero);
        return Integers().With(zeroPoint, (value, zero) => value - zero).With(scale, (value, step) => value * step);

        NaiveTensor Integers()
        {
            if (bits == 1 && isSigned)
                return shifted.Map(value => value >= 0 ? 1 : -1);
            float half = MathF.Pow(2, bits - 1);
            float least = isSigned ? (isNarrow ? 1 - half : -half) : 0;
            float greatest = isSigned ? half - 1 : (2 * half) - (isNarrow ? 2 : 1);
            return shifted.Map(value => Rounded(value > greatest ? greatest : value < least ? least : value));
        }
    }

    private float Rounded(float value) => (Attribute("rounding_mode")?.S.ToStringUtf8() ?? "ROUND") switch
    {
        "ROUND" => MathF.Round(value, MidpointRounding.ToEven),
        "FLOOR" => MathF.Floor(value),
        "CEIL" => MathF.Ceiling(value),
        var other => throw new NotSupportedException(other),
    };

    /// <summary>Of a matrix, which is all that these files have.</summary>
    private static NaiveTensor Transposed(NaiveTensor x, int[] order)
    {
        if (order is not [1, 0])
            throw new NotSupportedException(string.Join(' ', order));
        int rows = x.Shape[0], columns = x.Shape[1];
        return new([columns, rows], [.. Enumerable.Range(0, rows * columns).Select(i => x.Values[(i % rows * columns) + (i / rows)])]);
    }

    private static NaiveTensor Flattened(NaiveTensor x, int axis)
    {
        int rows = x.Shape[..axis].Aggregate(1, (count, extent) => count * extent);
        return x.Reshaped(rows, x.Values.Length / rows);
    }

    /// <summary>An extent of -1 is what is left.</summary>
    private static NaiveTensor Reshaped(NaiveTensor x, float[] shape)
    {
        int known = shape.Where(extent => extent > 0).Aggregate(1, (count, extent) => count * (int)extent);
        return x.Reshaped([.. shape.Select(extent => extent < 0 ? x.Values.Length / known : (int)extent)]);
    }
}
