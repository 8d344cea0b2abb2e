// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Writing;

/// <summary>Weights of layers: numbers, or their signs times a scale. Bits are the numbers 1 and -1, as ONNX has no type for them.</summary>
internal sealed class WeightSpelling(ModelWriter writer, OnnxDialect dialect)
{
    private readonly Dictionary<Constant, string> _written = [];

    /// <summary>[N, K], one row for each output.</summary>
    public string OfRows(Constant weights) => Of(weights, weights.Type.Shape, () => Numbers(weights));

    /// <summary>[M, kh, kw, C / groups] in ONNX's order [M, C / groups, kh, kw].</summary>
    public string OfFilters(Constant weights)
    {
        var shape = weights.Type.Shape;
        return Of(weights, new(shape[0], shape[3], shape[1], shape[2]), () =>
        {
            float[] numbers = Numbers(weights);
            return [.. Transpose.SourceIndices(shape, Transpose.ToChannelsFirst).Select(index => numbers[index])];
        });
    }

    private static float[] Numbers(Constant weights) => weights.Value is BitTensor bits
        ? [.. Enumerable.Range(0, bits.Type.Shape.ElementCount).Select(i => bits.IsSet(i) ? 1f : -1f)]
        : [.. weights.Floats.Values];

    // A constant that serves as weights serves one kind of layer, as their ranks differ.
    private string Of(Constant weights, Shape shape, Func<float[]> values)
    {
        if (!_written.TryGetValue(weights, out string? name))
            _written.Add(weights, name = Write(weights, shape, values()));
        return name;
    }

    private string Write(Constant weights, Shape shape, float[] values)
    {
        string name = writer.Floats(weights, shape, values);
        if (dialect != OnnxDialect.Qonnx || SignScales.Of(values, shape[0]) is not { } scales)
            return name;
        string scale = scales.Length == 1
            ? writer.Scalar(scales[0])
            : writer.Floats(weights, "/scale", new([shape[0], .. Enumerable.Repeat(1, shape.Rank - 1)]), scales);
        return writer.BipolarQuant(weights, "/quantized", name, scale);
    }
}
