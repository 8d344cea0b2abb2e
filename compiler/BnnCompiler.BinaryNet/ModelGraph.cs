// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.BinaryNet;

/// <summary>
/// A model as the authors' network computes it, in their order, each operation rounded to float32: pixels scaled, then for each layer the sums, the
/// greatest of a pool's, ((s + b) - mean) * (gamma * inv_std) + beta, and the sign, +1 at zero, but for the scores. Activations of more than two
/// values are a comparison with each limit, added up.
/// </summary>
internal sealed class ModelGraph
{
    private readonly BinaryNetModel _model;
    private int _convolutions, _dense;

    private ModelGraph(BinaryNetModel model) => _model = model;

    /// <summary>The graph, of stage <see cref="Stage.Imported"/>.</summary>
    public static Graph Of(BinaryNetModel model) => new ModelGraph(model).Build();

    private Graph Build()
    {
        var architecture = _model.Architecture;
        var (channels, height, width) = architecture.Input;
        var shape = architecture.IsFlat ? new Shape(1, width) : new(1, channels, height, width);
        var input = Named(new Input(new(ElementType.UInt8, shape), "1/255"), "pixels");
        var current = Scaled(input);
        if (architecture.Layers[0] is ConvolutionLayer)
            current = Named(new Transpose(current, Transpose.ToChannelsLast), "image");
        for (int i = 0; i < architecture.Layers.Length; i++)
        {
            string name = NameOf(architecture.Layers[i]);
            var sums = architecture.Layers[i] is ConvolutionLayer convolution
                ? Convolved(current, convolution, _model.Layers[i], name)
                : Multiplied(Flattened(current), _model.Layers[i], name);
            current = Normalized(sums, _model.Layers[i], name);
            if (i < architecture.Layers.Length - 1)
                current = Activated(current, name);
        }

        return new(_model.Name, [input], [current]);
    }

    private string NameOf(ArchitectureLayer layer) =>
        layer is ConvolutionLayer ? $"conv{NumberText.Of(++_convolutions)}" : $"fc{NumberText.Of(++_dense)}";

    // Without the steps that change nothing: passes would have to find that out, and people.
    private Op Scaled(Op input)
    {
        var (multiplier, offset) = _model.Pixels;
        var scaled = Named(new Divide(Named(new ToFloat(input), "numbers"), Scalar(255)), "divided");
        if (multiplier != 1)
            scaled = Named(new Multiply(scaled, Scalar(multiplier)), "multiplied");
        return offset == 0 ? scaled : Named(new Add(scaled, Scalar(offset)), "shifted");
    }

    private Op Convolved(Op image, ConvolutionLayer layer, LayerParameters parameters, string name)
    {
        int kernel = layer.Kernel, channels = image.Type.Shape.Channels, last = (kernel * kernel) - 1;
        float[] latent = parameters.Weights;

        // From (output, channel, row, column) to [output, row, column, channel]. Counting rows and columns from the end turns the filter, because our
        // convolutions correlate.
        var weights = Weights(new(layer.Outputs, kernel, kernel, channels), i =>
        {
            int tap = i / channels % (last + 1), filter = i / channels / (last + 1) * channels + (i % channels);
            return latent[(filter * (last + 1)) + last - tap];
        }, name);
        var axis = new WindowAxis(kernel, 1, kernel / 2, kernel / 2, 1);
        var sums = Named(new Conv(image, weights, new(axis, axis), groups: 1), name);
        var pool = new WindowAxis(layer.Pool, layer.Pool, 0, 0, 1);
        return layer.Pool == 1 ? sums : Named(new MaxPool(sums, new(pool, pool)), $"{name}_pool");
    }

    /// <summary>The row that a dense layer reads: an image in the order channel, row, column.</summary>
    private Op Flattened(Op current)
    {
        var shape = current.Type.Shape;
        if (shape.Rank == 2)
            return current;
        var image = _convolutions > 0 ? Named(new Transpose(current, Transpose.ToChannelsFirst), "channels") : current;
        return Named(new Reshape(image, new(1, shape.ElementCount)), "flatten");
    }

    private Op Multiplied(Op row, LayerParameters parameters, string name)
    {
        // From (input, output) to [output, input].
        int fanIn = row.Type.Shape.Last, outputs = parameters.Bias.Length;
        float[] latent = parameters.Weights;
        return Named(new Dense(row, Weights(new(outputs, fanIn), i => latent[(i % fanIn * outputs) + (i / fanIn)], name)), name);
    }

    private static Op Normalized(Op sums, LayerParameters parameters, string name)
    {
        // Sums start from +0, which no addition in float32 turns into -0, and for anything else adding a zero of either sign gives the same bits.
        var biased = parameters.Bias.All(bias => bias == 0) ? sums : Named(new Add(sums, Vector(parameters.Bias, $"{name}_b")), $"{name}_biased");
        var scales = parameters.Gamma.Zip(parameters.InverseDeviation, (gamma, inverse) => gamma * inverse);
        var centred = Named(new Subtract(biased, Vector(parameters.Mean, $"{name}_mean")), $"{name}_centred");
        var scaled = Named(new Multiply(centred, Vector(scales, $"{name}_scale")), $"{name}_scaled");
        return Named(new Add(scaled, Vector(parameters.Beta, $"{name}_beta")), $"{name}_norm");
    }

    private Op Activated(Op normalized, string name)
    {
        var staircase = _model.Activations;
        if (staircase.IsSign)
            return Named(new Sign(normalized, zero: 1), $"{name}_sign");
        var reached = staircase.Limits.Select((limit, i) =>
            Named(new Compare(normalized, Scalar(limit), "ge"), $"{name}_reaches{NumberText.Of(i + 1)}"));
        var count = reached.Aggregate((sum, next) => Named(new Add(sum, next), $"{name}_reached"));
        var steps = staircase.Step == 1 ? count : Named(new Multiply(count, Scalar(staircase.Step)), $"{name}_steps");
        return Named(new Add(steps, Scalar(staircase.First)), $"{name}_values");
    }

    /// <summary>What latent weights become, by their place in the tensor: bits where these are signs, +1 at zero.</summary>
    private Op Weights(Shape shape, Func<int, float> latent, string name)
    {
        var staircase = _model.Weights;
        Tensor values = staircase.IsSign
            ? BitTensor.FromPredicate(shape, i => latent(i) >= 0)
            : Tensor.Of(shape, Enumerable.Range(0, shape.ElementCount).Select(i => staircase.Of(latent(i))).ToImmutableArray());
        return Named(new Constant(values), $"{name}_weight");
    }

    private static Op Vector(IEnumerable<float> values, string name)
    {
        ImmutableArray<float> vector = [.. values];
        return Named(new Constant(Tensor.Of(new Shape(vector.Length), vector)), name);
    }

    private static Constant Scalar(float value) => new(Tensor.Of(new Shape(ImmutableArray<int>.Empty), value));

    private static Op Named(Op op, string name) => op.Named(name, new Origin(name));
}
