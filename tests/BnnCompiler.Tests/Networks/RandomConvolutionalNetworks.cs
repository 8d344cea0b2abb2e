// SPDX-License-Identifier: MIT
using CsCheck;

namespace BnnCompiler.Tests.Networks;

/// <summary>
/// Random convolutional networks on the edges: windows that hang over the border, channels that fill no word, pools before and behind batch
/// norms and signs, branches that meet again, and the chains of <see cref="RandomNetworks"/>. Small, so that thousands can be compiled.
/// </summary>
internal sealed class RandomConvolutionalNetworks
{
    /// <summary>Bounds the multiplications of a layer, and so the time of a case.</summary>
    private const int MostProducts = 20_000;

    /// <summary>Each sum is tried at every integer that it can be, for each output.</summary>
    private const int MostWeights = 12_000, MostWeightsOnPixels = 400;

    /// <summary>What a tensor holds, which decides about the layers that can read it.</summary>
    private enum Content
    {
        Bits,
        Pixels,

        /// <summary>What the network reads, if it is not pixels.</summary>
        Input,

        /// <summary>Sums, and what was made of them; a layer that reads them must have real weights, or it lacks a sign.</summary>
        Numbers,
    }

    private static readonly Gen<int> Width = Gen.Frequency(
        (6, Gen.Int[1, 9]), (3, Gen.Int[1, 24]), (1, Gen.Int[1, 130]), (1, Gen.OneOf(1, 2, 8, 9, 16, 63, 64, 65, 127, 128, 129)));

    private static readonly Gen<int> Extent = Gen.Frequency((1, Gen.Const(1)), (6, Gen.Int[1, 7]), (1, Gen.Int[1, 12]));

    /// <summary>Scales but 1 make a tensor that a frame of ones or another branch does not fit to.</summary>
    private static readonly Gen<string> SignSpelling = Gen.Frequency(
        (15, RandomNetworks.SignSpelling.Where(spelling => spelling != "half")),
        (1, Gen.Const("half")));

    private static readonly Gen<ChainStep> Norm =
        from gamma in Gen.Frequency((4, Gen.Float[-2f, 2f]), (1, Gen.OneOf(0f, 1f, -1f))).Array[1, 10]
        from beta in Gen.Frequency((1, Gen.Const(0f)), (2, Gen.Float[-1f, 1f])).Array[1, 10]
        from mean in Gen.Frequency((1, Gen.Int[-3, 3].Select(i => (float)i)), (1, Gen.Float[-2f, 2f])).Array[1, 10]
        from variance in Gen.Float[0.1f, 30f].Array[1, 10]
        select new ChainStep("batch_norm", gamma, beta, mean, variance, 1e-5f);

    private readonly PCG _random;
    private Content _content;
    private int _channels, _height, _width;

    private RandomConvolutionalNetworks(int seed) => _random = new(1, (ulong)seed);

    /// <summary>The network of a seed, with examples for it.</summary>
    public static NetworkCase Case(int seed, int examples)
    {
        var random = new RandomConvolutionalNetworks(seed);
        var network = random.Network();
        return new(network, random.Draw(Example(network.Input).Array[examples]));
    }

    private ConvolutionalNetwork Network()
    {
        var input = Input();
        (_channels, _height, _width) = (input.Channels, input.Height, input.Width);
        _content = input is { IsPixels: true, Line: not null } or { IsPixels: true, Chain: [] } ? Content.Pixels : Content.Input;
        var body = new List<NetworkStep>();
        if (_content == Content.Pixels ? Chance(0.1) : Chance(0.5))
            body.AddRange(Sign());
        int blocks = Draw(Gen.Frequency((4, Gen.Int[1, 2]), (1, Gen.Int[3, 4]))), layers = Draw(Gen.Int[0, 2]);
        for (int i = 0; i < blocks; i++)
        {
            bool endsInSign = Chance(0.9);
            body.AddRange(_content != Content.Pixels && Chance(0.25) ? Joined(endsInSign) : Block(endsInSign));
        }

        if (Chance(0.2))
        {
            body.AddRange(Shaped(Averaged(PoolStep.Global(Chance(0.3)))));
        }

        var head = new List<NetworkStep>();
        _channels *= _height * _width;
        (_height, _width) = (1, 1);
        for (; layers > 0; layers--)
            head.AddRange(Dense(isLast: layers == 1));
        return new(input, [.. body], Chance(0.5), [.. head]);
    }

    private ImageInput Input()
    {
        int channels = Draw(Gen.Frequency((3, Gen.Int[1, 4]), (1, Width))), height = Draw(Extent), width = Draw(Extent);
        var layout = Draw(Gen.Enum<ImageLayout>());
        ChainStep[] quantizer = [ChainStep.Of("mul", 128), ChainStep.Of("round"), new("clip", [-128], [127], [], []), ChainStep.Of("div", 128)];
        ChainStep[] unit = [ChainStep.Of("div", 255)], symmetric = [.. unit, ChainStep.Of("mul", 2), ChainStep.Of("sub", 1)];
        return Draw(Gen.Int[0, 6]) switch
        {
            0 => new(channels, height, width, layout, IsPixels: false, []),
            1 => new(channels, height, width, layout, IsPixels: false, quantizer),
            2 => new(channels, height, width, layout, IsPixels: true, []),
            3 => new(channels, height, width, layout, IsPixels: true, unit, new(1, 0, 255)),
            4 => new(channels, height, width, layout, IsPixels: true, symmetric, new(2, -255, 255)),
            5 => new(channels, height, width, layout, IsPixels: true, [.. Chance(0.5) ? unit : symmetric, .. quantizer]),
            _ => new(channels, height, width, layout, IsPixels: false, [ChainStep.Of("mul", 2), ChainStep.Of("sub", 1)]),
        };
    }

    /// <summary>A layer, and what stands between it and the next one, in one of the usual orders.</summary>
    private List<NetworkStep> Block(bool endsInSign)
    {
        List<NetworkStep> steps = [];
        if (Chance(0.15))
            steps.AddRange(Shaped(new FrameStep(Draw(Gen.Int[0, 2]), Draw(Gen.Int[0, 2]), Draw(Gen.Int[0, 2]), Draw(Gen.Int[0, 2]), Frame())));
        steps.AddRange(Shaped(Convolution()));
        _content = Content.Numbers;
        bool poolsFirst = Chance(0.2), poolsLast = Chance(0.15);
        if (poolsFirst)
            steps.AddRange(Shaped(Pool(Chance(0.7))));
        steps.AddRange(Chain(Draw(Gen.Int[0, 2])));
        if (!poolsFirst && Chance(0.15))
            steps.AddRange(Shaped(Pool(Chance(0.7))));
        if (endsInSign)
            steps.AddRange(Sign());
        if (poolsLast)
            steps.AddRange(Shaped(Pool(isMax: _content == Content.Bits || Chance(0.5))));
        return steps;
    }

    /// <summary>Two branches that meet again.</summary>
    private List<NetworkStep> Joined(bool endsInSign)
    {
        var before = (_content, _channels, _height, _width);
        NetworkStep[] left = [.. Same(), .. Chain(Draw(Gen.Int[0, 1])), .. Chance(0.5) ? Sign() : []];
        var (content, channels) = (_content, _channels);
        (_content, _channels, _height, _width) = before;
        NetworkStep[] right = Chance(0.6) ? [] : [.. Same(), .. Chance(0.5) ? Sign() : []];
        var join = new JoinStep(left, right, Chance(0.4));
        _channels = join.IsConcat ? channels + _channels : channels;
        _content = join.IsConcat && content == Content.Bits ? _content : Content.Numbers;
        PointwiseStep[] chain = Chain(Draw(Gen.Int[0, 1]));
        if (!endsInSign && chain.Length > 0)
            _content = Content.Numbers;
        return [join, .. chain, .. endsInSign ? Sign() : []];
    }

    /// <summary>A layer that keeps the shape of its image, behind a sign where it reads numbers.</summary>
    private NetworkStep[] Same()
    {
        NetworkStep[] sign = _content != Content.Bits && Chance(0.7) ? Sign() : [];
        int size = Chance(0.5) ? 3 : 1;
        var axis = new WindowedAxis(size, 1, size / 2, size / 2);
        int most = Math.Min(MostWeights, MostProducts / (_height * _width)) / (size * size * _channels);
        var layer = new ConvolutionStep(_channels, axis, axis, most < _channels || Chance(0.2) ? 0 : 1, Weights());
        _content = Content.Numbers;
        return [.. sign, layer];
    }

    private ConvolutionStep Convolution()
    {
        WindowedAxis rows = Axis(5), columns = Axis(5);
        int groups = Draw(Gen.Frequency((6, Gen.Const(1)), (1, Gen.Const(0)), (2, Gen.Int[2, 4])));
        int terms = rows.Size * columns.Size * _channels, pixels = Math.Max(1, _height * _width);
        int most = Math.Min(_content == Content.Pixels ? MostWeightsOnPixels : MostWeights, MostProducts / pixels) / terms;
        return new(Math.Clamp(Draw(Width), 1, Math.Max(1, most)), rows, columns, most < 2 * _channels && groups == 0 ? 1 : groups, Weights());
    }

    private NetworkStep[] Dense(bool isLast)
    {
        int most = Math.Max(1, MostWeights / _channels);
        var layer = new DenseStep(Math.Min(Draw(Width), most), Weights());
        _channels = layer.Outputs;
        _content = Content.Numbers;
        var chain = Chain(Draw(Gen.Int[0, 2]));
        return [layer, .. chain, .. isLast ? [] : Sign()];
    }

    /// <summary>Scales are powers of two, with which nothing is rounded; numbers may be tiny, and get none.</summary>
    private LayerWeights Weights() => new(
        Draw(Gen.Int[1, 1_000_000]),
        _content is Content.Numbers or Content.Input || Chance(0.8) ? [1] : Draw(Gen.OneOf(0.5f, 1f, 2f).Array[1, 5]),
        IsReal: _content == Content.Numbers || (_content == Content.Input && Chance(0.15)));

    private WindowedAxis Axis(int largest) => new(
        Draw(Gen.Frequency((3, Gen.Int[1, 3]), (1, Gen.Int[1, largest]))),
        Draw(Gen.Frequency((3, Gen.Const(1)), (1, Gen.Int[1, 3]))),
        Draw(Gen.Frequency((1, Gen.Const(0)), (1, Gen.Int[0, 2]))),
        Draw(Gen.Frequency((1, Gen.Const(0)), (1, Gen.Int[0, 2]))),
        Draw(Gen.Frequency((5, Gen.Const(1)), (1, Gen.Const(2)))));

    private PoolStep Pool(bool isMax) => Averaged(new(isMax, Axis(3), Axis(3), Chance(0.5)));

    private PoolStep Averaged(PoolStep pool)
    {
        _content = pool.IsMax ? _content : Content.Numbers;
        return pool;
    }

    private float Frame() => _content == Content.Bits ? Draw(Gen.OneOf(1f, -1f, 0f)) : 0;

    /// <summary>Half of the steps are batch norms in whose range sums over few taps lie, so that signs differ from pixel to pixel.</summary>
    private PointwiseStep[] Chain(int steps) =>
        [.. Enumerable.Range(0, steps).Select(_ => new PointwiseStep(Draw(Chance(0.5) ? Norm : RandomNetworks.Step(_channels))))];

    private NetworkStep[] Sign()
    {
        _content = Content.Bits;
        return [new SignStep(Draw(SignSpelling))];
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
        : Gen.Frequency((3, Gen.Float[-2f, 2f]), (1, Gen.Int[-3, 3].Select(i => (float)i)), (1, Gen.OneOf(0f, -0f, 0.5f))).Array[input.Length];

    private bool Chance(double probability) => Draw(Gen.Int[0, 99]) < 100 * probability;

    private T Draw<T>(Gen<T> gen) => gen.Generate(_random, null, out _);
}
