// SPDX-License-Identifier: MIT
using CsCheck;

namespace BnnCompiler.Tests.Networks;

/// <summary>
/// Random small networks whose weights and activations take few values, other ones in each layer: <see cref="RandomFewBitActivations"/> behind dense
/// layers and convolutions, between pools, frames and branches. Scales are powers of two, so that float32 rounds no sum of a layer, or any numbers.
/// </summary>
internal sealed class RandomFewBitNetworks
{
    /// <summary>Bounds the multiplications of a layer, and so the time of a case.</summary>
    private const int MostProducts = 6000;

    /// <summary>What a tensor holds, which decides about the layers that can read it.</summary>
    private enum Content
    {
        /// <summary>Few values, of which each is a multiple of the same power of two.</summary>
        Codes,
        Pixels,

        /// <summary>Pixels that were rounded when they were mapped.</summary>
        MappedPixels,

        /// <summary>Real numbers: what the network reads, or sums of a layer, and what was made of them.</summary>
        Numbers,
    }

    private static readonly Gen<int> Width = Gen.Frequency(
        (1, Gen.Const(1)), (8, Gen.Int[3, 10]), (2, Gen.Int[1, 24]), (1, Gen.OneOf(31, 33, 63, 64, 65, 130)));

    private static readonly Gen<int> Extent = Gen.Frequency((1, Gen.Const(1)), (8, Gen.Int[2, 6]), (1, Gen.Int[1, 9]));

    private static readonly Gen<float> Gamma = Gen.Frequency(
        (10, Gen.OneOf(1f, -1f, 0.5f, -2f)), (5, Gen.Float[-2f, 2f]), (1, Gen.OneOf(0f, -0f, 1e-30f, -1e-30f, 1e-42f, -1e-42f)));

    /// <summary>Signs, ternary weights, and what two to four bits can be: with and without their least number, and around 0 without 0.</summary>
    private static readonly Gen<float[]> Levels = Gen.OneOf<float[]>(
        [], [], [-1, 0, 1], [-1, 0, 1], [0, 0, 0, -1, 1], [0, 1], [-2, -1, 0, 1], [-3, -1, 1, 3], [.. Between(-3, 3)], [.. Between(-4, 3)],
        [.. Between(-7, 7)], [.. Between(-8, 7)]);

    private readonly PCG _random;
    private Content _content;
    private float _spread = 1;
    private bool _isImage;
    private int _channels, _height, _width;

    // Whether float32 rounds no sum of a layer.
    private readonly bool _isExact;

    private RandomFewBitNetworks(int seed, bool isExact) => (_random, _isExact) = (new(6, (ulong)seed), isExact);

    /// <summary>The network of a seed, whose scales are powers of two, with examples for it.</summary>
    public static NetworkCase Case(int seed, int examples) => Case(seed, examples, isExact: true);

    /// <summary>The network of a seed, whose scales are any numbers, with examples for it.</summary>
    public static NetworkCase ScaledCase(int seed, int examples)
    {
        var exact = Case(seed, examples, isExact: false);
        return exact with { Network = new ScaledNetwork((ConvolutionalNetwork)exact.Network) };
    }

    private static NetworkCase Case(int seed, int examples, bool isExact)
    {
        var random = new RandomFewBitNetworks(seed, isExact);
        var network = random.Network();
        return new(network, random._random.Draw(Example(network.Input).Array[examples]));
    }

    private ConvolutionalNetwork Network()
    {
        _isImage = _random.Chance(0.6);
        var input = Input();
        (_channels, _height, _width) = (input.Channels, input.Height, input.Width);
        List<NetworkStep> body = [], head = [];
        if (_random.Chance(_content == Content.Pixels ? 0.3 : 0.9))
            body.Add(Activation());
        int layers = _random.Draw(Gen.Int[1, 4]), convolutions = _isImage ? _random.Draw(Gen.Int[1, layers]) : 0;
        for (int i = 0; i < convolutions; i++)
            body.AddRange(_content == Content.Codes && _random.Chance(0.25) ? Joined() : Block(isLast: i == layers - 1));
        bool flattensChannelsFirst = _random.Chance(0.5);
        (_channels, _height, _width, _isImage) = (_channels * _height * _width, 1, 1, false);
        for (int i = convolutions; i < layers; i++)
            head.AddRange(Block(isLast: i == layers - 1));
        return new(input, [.. body], flattensChannelsFirst, [.. head]);
    }

    private ImageInput Input()
    {
        int channels = _random.Draw(_isImage ? Gen.Int[1, 4] : Width), height = _isImage ? _random.Draw(Extent) : 1;
        int width = _isImage ? _random.Draw(Extent) : 1;
        var layout = _random.Draw(Gen.Enum<ImageLayout>());
        ChainStep[] unit = [ChainStep.Of("div", 255)], symmetric = [.. unit, ChainStep.Of("mul", 2), ChainStep.Of("sub", 1)];
        ChainStep[] quantizer = [ChainStep.Of("mul", 128), ChainStep.Of("round"), new("clip", [-128], [127], [], []), ChainStep.Of("div", 128)];
        (_content, _spread, bool isPixels, ChainStep[] chain) = _random.Draw(Gen.Int[0, 5]) switch
        {
            0 or 1 => (Content.Numbers, 1f, false, Array.Empty<ChainStep>()),
            2 => (Content.Pixels, 64f, true, []),
            3 => (Content.Pixels, 0.5f, true, [.. _random.Chance(0.5) ? unit : symmetric, .. quantizer]),
            4 => (Content.MappedPixels, 0.25f, true, unit),
            _ => (Content.MappedPixels, 0.5f, true, symmetric),
        };
        return new(channels, height, width, layout, isPixels, chain);
    }

    /// <summary>A layer, and what stands between it and the next one, in one of the usual orders.</summary>
    private List<NetworkStep> Block(bool isLast)
    {
        // How the sum of what was rounded before is rounded is not defined, so such pixels become few values first.
        List<NetworkStep> steps = _content == Content.MappedPixels ? [Activation()] : [];
        if (_isImage && _random.Chance(0.2))
            steps.AddRange(Shaped(Frame()));
        steps.AddRange(Shaped(Layer()));
        if (_isImage && _random.Chance(0.2))
            steps.AddRange(Pool(isMax: true));
        steps.AddRange(Chain());
        if (_isImage && _random.Chance(0.1))
            steps.AddRange(Pool(isMax: _random.Chance(0.5)));
        if (isLast && _random.Chance(0.85))
            return steps;
        steps.Add(Activation());
        if (_isImage && _random.Chance(0.25))
            steps.AddRange(Pool(isMax: _random.Chance(0.6)));
        return steps;
    }

    /// <summary>Two branches that read the same few values, added or side by side; what follows reads the sums, or few values of them.</summary>
    private List<NetworkStep> Joined()
    {
        var before = (_content, _channels, _height, _width, _spread);
        NetworkStep[] left = [Same(), .. Chain(), .. _random.Chance(0.8) ? [Activation()] : Array.Empty<NetworkStep>()];
        var (content, channels) = (_content, _channels);
        (_content, _channels, _height, _width, _spread) = before;
        NetworkStep[] right = _random.Chance(0.6) ? [] : [Same(), Activation()];
        var join = new JoinStep(left, right, IsConcat: _random.Chance(0.35));
        _channels = join.IsConcat ? channels + _channels : channels;
        _content = content;
        return content == Content.Codes && _random.Chance(0.6) ? [join] : [join, Activation()];
    }

    /// <summary>A convolution that keeps the shape of its image.</summary>
    private ConvolutionStep Same()
    {
        int size = _random.Draw(Gen.OneOf(1, 3));
        var axis = new WindowedAxis(size, 1, size / 2, size / 2);
        var layer = new ConvolutionStep(_channels, axis, axis, _random.Chance(0.2) ? 0 : 1, Weights());
        SumUp(size * size * _channels, layer.Weights);
        return layer;
    }

    private NetworkStep Layer()
    {
        WindowedAxis rows = Axis(3), columns = Axis(3);
        int terms = _channels * (_isImage ? rows.Size * columns.Size * _height * _width : 1);
        int outputs = Math.Clamp(_random.Draw(Width), 1, Math.Max(1, MostProducts / terms));
        int groups = _random.Draw(Gen.Frequency((6, Gen.Const(1)), (1, Gen.Const(0)), (1, Gen.Int[2, 4])));
        var weights = Weights();
        NetworkStep layer = _isImage ? new ConvolutionStep(outputs, rows, columns, groups, weights) : new DenseStep(outputs, weights);
        SumUp(_isImage ? rows.Size * columns.Size * _channels : _channels, weights);
        return layer;
    }

    /// <summary>
    /// Real numbers are read by signs: only they make a binary layer of one that reads no codes. They may be tiny, and get no scales, which would
    /// round them.
    /// </summary>
    private LayerWeights Weights() => new(
        _random.Draw(Gen.Int[1, 1_000_000]),
        _content == Content.Numbers || _random.Chance(0.6) ? [1] : _random.Draw(Scale.Array[1, 5]))
    {
        Levels = _content == Content.Numbers ? [] : _random.Draw(Levels),
    };

    private Gen<float> Scale => _isExact ? Gen.OneOf(0.5f, 1f, 2f, 0.125f) : Gen.Float[0.05f, 1.5f];

    /// <summary>A layer has been passed: its sums are about as large as the root of the number of their terms, if weights have both signs.</summary>
    private void SumUp(int terms, LayerWeights weights)
    {
        float greatest = weights.Levels.Append(1).Max(MathF.Abs), cancelled = weights.Levels is [0, 1] ? terms / 2f : MathF.Sqrt(terms);
        _spread = PowerOfTwo(_spread * weights.Scales.Max() * cancelled * (1 + greatest) / 2);
        _content = Content.Numbers;
    }

    private static float PowerOfTwo(float about) => MathF.Pow(2, MathF.Round(MathF.Log2(about)));

    private WindowedAxis Axis(int largest) => new(
        _random.Draw(Gen.Int[1, largest]),
        _random.Draw(Gen.OneOf(1, 1, 1, 2)),
        _random.Draw(Gen.OneOf(0, 0, 1, 2)),
        _random.Draw(Gen.OneOf(0, 0, 1, 2)),
        _random.Draw(Gen.Frequency((5, Gen.Const(1)), (1, Gen.Const(2)))));

    /// <summary>Averages are over one, two or four elements.</summary>
    private NetworkStep[] Pool(bool isMax) =>
        Shaped(isMax ? new PoolStep(IsMax: true, Axis(3), Axis(3)) : new(IsMax: false, Axis(2), Axis(2), _random.Chance(0.5)));

    /// <summary>Values that few-valued activations have, and one that none has.</summary>
    private FrameStep Frame()
    {
        float value = _random.Draw(_content == Content.Codes ? Gen.OneOf(0f, 0f, 1f, -1f, 2f, 0.5f, 0.375f) : Gen.Const(0f));
        return new(_random.Draw(Gen.Int[0, 2]), _random.Draw(Gen.Int[0, 2]), _random.Draw(Gen.Int[0, 2]), _random.Draw(Gen.Int[0, 2]), value);
    }

    private IEnumerable<NetworkStep> Chain()
    {
        for (int steps = _random.Draw(Gen.OneOf(0, 1, 1, 2)); steps > 0; steps--)
            yield return new PointwiseStep(_random.Chance(0.6) ? Norm() : Step());
    }

    /// <summary>A batch norm in whose range the sums lie.</summary>
    private ChainStep Norm()
    {
        float spread = _spread;
        var variance = Gen.Frequency((4, Gen.OneOf(1f, 4f, 0.25f)), (1, Gen.Float[0.1f, 10f]), (1, Gen.Const(0f))).Select(x => x * spread * spread);
        var mean = Gen.Frequency((3, Gen.Int[-4, 4].Select(i => i * spread / 4)), (1, Gen.Float[-1f, 1f].Select(x => x * spread)));
        var beta = Gen.Frequency((3, Gen.Int[-2, 2].Select(i => i / 2f)), (1, Gen.Float[-1f, 1f]));
        float[] Draw(Gen<float> parameter) => _random.Draw(parameter.Array[1, 6]);
        _spread = 1;
        return new("batch_norm", Draw(Gamma), Draw(beta), Draw(mean), Draw(variance), 1e-5f);
    }

    private ChainStep Step()
    {
        float spread = _spread;
        var bias = Gen.Int[-4, 4].Select(i => i * spread / 4).Array[1, 6];
        return _random.Draw(Gen.Int[0, 6]) switch
        {
            <= 2 => ChainStep.Of("add", _random.Draw(bias)),
            3 => ChainStep.Of("mul", _random.Draw(Gamma.Array[1, 6])),
            4 => ChainStep.Of("relu"),
            5 => ChainStep.Of("prelu", 0.25f),
            _ => new("clip", [-spread], [spread], [], []),
        };
    }

    /// <summary>An activation, whose values are what there is from now on.</summary>
    private ActivationStep Activation()
    {
        var expression = new RandomFewBitActivations(_random, _spread, _isExact).Next();
        float greatest = Enumerable.Range(-8, 17).Max(i => MathF.Abs(expression.Evaluate(i * _spread / 4, 0, 0)));
        (_content, _spread) = (Content.Codes, greatest == 0 ? 1 : PowerOfTwo(greatest / 2));
        return new([], [], expression);
    }

    /// <summary>The step, whose result has the shape that what follows is drawn for.</summary>
    private NetworkStep[] Shaped(NetworkStep step)
    {
        var result = step.Evaluate(new FeatureMap(_channels, _height, _width, new float[_channels * _height * _width]));
        (_channels, _height, _width) = (result.Channels, result.Height, result.Width);
        return [step];
    }

    private static Gen<float[]> Example(ImageInput input) => input.IsPixels
        ? Gen.Frequency((3, Gen.Int[0, 255]), (1, Gen.OneOf(0, 127, 128, 255))).Select(p => (float)p).Array[input.Length]
        : Gen.Frequency((3, Gen.Float[-2f, 2f]), (2, Gen.Int[-8, 8].Select(i => i / 4f)), (1, Gen.OneOf(0f, -0f, 100f))).Array[input.Length];

    private static IEnumerable<float> Between(int least, int greatest) => Enumerable.Range(least, greatest - least + 1).Select(level => (float)level);
}
