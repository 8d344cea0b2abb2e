// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BenchmarkModels;

/// <summary>
/// A network with random weights and batch norms, as the importer would make it of an ONNX file: channels-last where channels matter, and
/// channels-first elsewhere. The batch norms expect sums of the size that occurs, so that about half of all activations are +1.
/// </summary>
internal sealed class RandomModel
{
    // Of the greatest of four independent normal numbers: mean and standard deviation.
    private const double GreatestMean = 1.03, GreatestDeviation = 0.70;

    // Where the OR of four is as likely as not, one is true with 1 - 0.5^(1/4), a normal number beyond this many deviations.
    private const double QuarterRoot = 1.0;

    // Pixels are taken to be spread evenly over [-1, 1].
    private const double PixelVariance = 1 / 3.0;

    private readonly RandomNumbers _random;
    private double _inputVariance = PixelVariance;

    private readonly FewValues _bits;

    private RandomModel(int seed, FewValues bits) => (_random, _bits) = (new(seed), bits);

    /// <summary>The network of a shape; the same seed, the same numbers.</summary>
    public static Graph Of(NetworkShape shape, int seed = 1) => new RandomModel(seed, shape.Bits).Build(shape);

    private Graph Build(NetworkShape shape)
    {
        var input = Named(new Input(new(ElementType.UInt8, new(1, shape.Channels, shape.Side, shape.Side)), "1/255"), "pixels");
        var scaled = Named(new Divide(Named(new ToFloat(input), "pixels"), Scalar(255)), "pixels");
        var current = Named(new Subtract(Named(new Multiply(scaled, Scalar(2)), "doubled"), Scalar(1)), "centred");
        if (shape.BinarizesInput)
        {
            current = Named(new Sign(current, zero: 1), "binarized");
            _inputVariance = 1;
        }

        for (int i = 0; i < shape.Convolutions.Length; i++)
            current = Convolution(current, shape.Convolutions[i], Number(i));

        current = Named(new Reshape(current, new(1, current.Type.Shape.ElementCount)), "flatten");
        for (int i = 0; i < shape.Dense.Length; i++)
            current = Dense(current, shape.Dense[i], Number(i), isLast: i == shape.Dense.Length - 1, shape.NormalizesScores);
        return new(shape.Name, [input], [current]);
    }

    private Op Convolution(Op current, ConvolutionShape layer, string number)
    {
        var image = ToImage(current, $"conv{number}");
        int channels = image.Type.Shape.Channels, pad = layer.Padding;
        var weights = Constant(new(layer.Outputs, 3, 3, channels), Weights(layer.Outputs * 9 * channels), $"conv{number}_weight");
        var window = new Window(new(3, 1, pad, pad, 1), new(3, 1, pad, pad, 1));
        var sums = Named(new Conv(image, weights, window, groups: 1), $"conv{number}");
        if (layer.Pool == PoolPlace.BeforeNorm)
            sums = Pooled(sums, number);

        double deviation = Math.Sqrt(9 * channels * _inputVariance);
        string norm = $"conv{number}_norm", sign = $"conv{number}_sign";
        var normalized = Normalized(sums, layer.Pool switch
        {
            PoolPlace.BeforeNorm => new(GreatestMean * deviation, GreatestDeviation * deviation, OfTrue: 0),
            PoolPlace.AfterSign => new(0, deviation, OfTrue: QuarterRoot),
            _ => new(0, deviation, OfTrue: 0),
        }, norm);
        var signs = Activation(FromImage(normalized, norm), sign);
        _inputVariance = ActivationVariance;
        if (layer.Pool != PoolPlace.AfterSign)
            return signs;
        var pooled = Pooled(Named(new Transpose(signs, Transpose.ToChannelsLast), $"pool{number}"), number);
        return FromImage(pooled, $"pool{number}");
    }

    private Op Dense(Op row, int outputs, string number, bool isLast, bool normalizesScores)
    {
        int fanIn = row.Type.Shape.Last;
        var weights = Constant(new(outputs, fanIn), Weights(outputs * fanIn), $"fc{number}_weight");
        var sums = Named(new Dense(row, weights), $"fc{number}");
        var spread = new Spread(0, Math.Sqrt(fanIn * _inputVariance), OfTrue: 0);
        _inputVariance = ActivationVariance;
        if (isLast)
            return normalizesScores ? Normalized(sums, spread, $"fc{number}_norm") : sums;
        return Activation(Normalized(sums, spread, $"fc{number}_norm"), $"fc{number}_sign");
    }

    // Normalized sums have a deviation of about 1, of which steps of 1 make values that all occur.
    private Op Activation(Op normalized, string name) => _bits switch
    {
        FewValues.Ternary => Named(new Clip(Named(new Round(normalized, "nearest"), name), -1, 1), name),
        FewValues.TwoBitActivations or FewValues.TwoBits => Named(new Clip(HalfWay(normalized, name), -1.5f, 1.5f), name),
        _ => Named(new Sign(normalized, zero: 1), name),
    };

    // The nearest of ..., -0.5, 0.5, 1.5, ...
    private static Op HalfWay(Op numbers, string name)
    {
        var shifted = Named(new Subtract(numbers, Scalar(0.5f)), name);
        return Named(new Add(Named(new Round(shifted, "nearest"), name), Scalar(0.5f)), name);
    }

    private double ActivationVariance => _bits is FewValues.Ternary ? 0.6 : 1;

    private float[] Weights(int count)
    {
        float[] signs = _random.Signs(count);
        if (_bits is FewValues.Binary or FewValues.TwoBitActivations)
            return signs;
        for (int i = 0; i < count; i++)
            signs[i] = (float)Math.Floor(_bits == FewValues.TwoBits ? _random.Between(-2, 2) : _random.Between(-1, 2));
        return signs;
    }

    // Two transposes of neighbouring layers cancel, as in the importer.
    private static Op ToImage(Op current, string name) =>
        current is Transpose transpose ? transpose.Input : Named(new Transpose(current, Transpose.ToChannelsLast), name);

    // Of a single pixel that is a reshape.
    private static Op FromImage(Op image, string name) => Named(
        image.Type.Shape is { } shape && Transpose.KeepsElements(shape, Transpose.ToChannelsFirst)
            ? new Reshape(image, new(1, shape[3], shape[1], shape[2]))
            : new Transpose(image, Transpose.ToChannelsFirst),
        name);

    private static Op Pooled(Op image, string number) =>
        Named(new MaxPool(image, new(new(2, 2, 0, 0, 1), new(2, 2, 0, 0, 1))), $"pool{number}");

    /// <summary>What the sums before a batch norm are taken to be.</summary>
    /// <param name="Mean">Their mean.</param>
    /// <param name="Deviation">Their standard deviation.</param>
    /// <param name="OfTrue">How many deviations a sum has to lie off the mean for a +1; 0 for half of them.</param>
    private readonly record struct Spread(double Mean, double Deviation, double OfTrue);

    // A quarter of the scales is negative: those channels are +1 below their limit, so the limit lies on the other side.
    private Op Normalized(Op sums, Spread spread, string name)
    {
        int channels = sums.Type.Shape.Channels;
        float[] scale = new float[channels], bias = new float[channels], mean = new float[channels], variance = new float[channels];
        for (int i = 0; i < channels; i++)
        {
            scale[i] = _random.Between(0.5, 1.5) * (_random.Between(0, 1) < 0.25 ? -1 : 1);
            bias[i] = _random.Between(-0.2, 0.2);
            mean[i] = (float)(spread.Mean + (spread.Deviation * (_random.Between(-0.2, 0.2) + (Math.Sign(scale[i]) * spread.OfTrue))));
            variance[i] = (float)(spread.Deviation * spread.Deviation * _random.Between(0.8, 1.25));
        }

        var vector = new Shape(channels);
        return Named(new BatchNorm(sums, Constant(vector, scale, $"{name}_scale"), Constant(vector, bias, $"{name}_bias"),
            Constant(vector, mean, $"{name}_mean"), Constant(vector, variance, $"{name}_variance"), epsilon: 1e-4f), name);
    }

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private static Op Constant(Shape shape, float[] values, string name) =>
        Named(new Constant(Tensor.Of(shape, ImmutableCollectionsMarshal.AsImmutableArray(values))), name);

    private static Constant Scalar(float value) => new(Tensor.Of(new Shape(ImmutableArray<int>.Empty), value));

    private static Op Named(Op op, string name) => op.Named(name, new Origin(name));
}
