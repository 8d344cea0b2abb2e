// SPDX-License-Identifier: MIT
using CsCheck;

namespace BnnCompiler.Tests.Networks;

/// <summary>
/// Random small networks whose activations compare, select and mask: sums of floats, sums of bits, pixels and bits, in front of and behind pools and
/// a flatten. Constants are multiples of a small power of two, and averages are over as many elements, so that the sums of them are exact.
/// </summary>
internal sealed class RandomSelectingNetworks
{
    /// <summary>Bounds the multiplications of a layer, and so the time of a case.</summary>
    private const int MostProducts = 2000;

    /// <summary>What a tensor holds, which decides about the layers that can read it.</summary>
    private enum Content
    {
        Bits,
        Pixels,

        /// <summary>Real numbers, and what was made of them without a layer.</summary>
        Input,

        /// <summary>Averages of bits, which a binary layer can read if their windows lie side by side.</summary>
        Averages,

        /// <summary>Sums, and what was made of them; a layer that reads them must have real weights, or it lacks a sign.</summary>
        Numbers,
    }

    private static readonly Gen<int> Width = Gen.Frequency((8, Gen.Int[1, 7]), (2, Gen.Int[1, 20]), (1, Gen.OneOf(31, 33, 63, 64, 65)));

    /// <summary>Integers and halves, which sums of few terms are; zeros of both signs; infinities, which floats can be.</summary>
    private static readonly Gen<float> SumLimit = Gen.Frequency(
        (20, Gen.Int[-5, 5].Select(i => (float)i)),
        (10, Gen.OneOf(0f, -0f)),
        (5, Gen.Int[-9, 9].Select(i => i / 2f)),
        (5, Gen.Float[-4f, 4f]),
        (1, Gen.OneOf(float.PositiveInfinity, float.NegativeInfinity)));

    private static readonly Gen<float> PixelSumLimit = Gen.Frequency((1, SumLimit), (1, Gen.Int[-300, 300].Select(i => (float)i)));

    private static readonly Gen<float> BitLimit = Gen.OneOf(0f, -0f, 1f, -1f, 0.5f, -0.5f, 2f);

    private static readonly Gen<ChainStep> Norm =
        from gamma in Gen.OneOf(1f, 1f, -1f, 0.5f, 2f, 0f).Array[1, 4]
        from beta in Gen.Int[-4, 4].Select(i => i / 2f).Array[1, 4]
        from mean in Gen.Int[-3, 3].Select(i => (float)i).Array[1, 4]
        from variance in Gen.Frequency((16, Gen.OneOf(1f, 4f, 0.25f)), (1, Gen.Const(0f))).Array[1, 4]
        select new ChainStep("batch_norm", gamma, beta, mean, variance);

    private static readonly Gen<ChainStep> Step =
        Gen.OneOf(ChainStep.Of("relu"), ChainStep.Of("mul", 0.5f), ChainStep.Of("mul", -1), ChainStep.Of("floor"));

    private static readonly Gen<WindowedAxis> SameAxis = Gen.OneOf(new WindowedAxis(1), new(3, 1, 1, 1), new(2, 1, 0, 1));

    private readonly PCG _random;
    private Content _content;
    private Gen<float> _limits = SumLimit;
    private bool _isImage;
    private int _channels, _height, _width;

    // Pixels that were rounded when they were mapped are summed before they are, or become few values, which were not rounded.
    private bool _isRounded;

    // A network that has a layer of real weights, and none that reads bits, is refused.
    private bool _hasRealLayer, _hasBinaryLayer;

    private RandomSelectingNetworks(int seed) => _random = new(5, (ulong)seed);

    /// <summary>The network of a seed, with examples for it.</summary>
    public static NetworkCase Case(int seed, int examples)
    {
        var random = new RandomSelectingNetworks(seed);
        var network = random.Network();
        return new(new SelectingNetwork(network), random._random.Draw(RandomSelectingInputs.Example(network.Input).Array[examples]));
    }

    private ConvolutionalNetwork Network()
    {
        _isImage = _random.Chance(0.55);
        var input = _random.Draw(_isImage ? RandomSelectingInputs.Image : RandomSelectingInputs.Vector(Width));
        (_channels, _height, _width) = (input.Channels, input.Height, input.Width);
        _content = input.IsPixels ? Content.Pixels : Content.Input;
        _limits = input.IsPixels ? RandomSelectingInputs.PixelLimit(input) : SumLimit;
        _isRounded = input.Line is not null;
        List<NetworkStep> body = [], head = [];
        if (_isImage)
        {
            if (!_isRounded && _random.Chance(0.15))
                body.AddRange(Pool());
            if (_random.Chance(0.4))
                body.AddRange(Activated(endsInSign: _random.Chance(0.7)));
            for (int blocks = _random.Draw(Gen.Int[_isRounded && body.Count == 0 ? 1 : 0, 2]); blocks > 0; blocks--)
                body.AddRange(Block(isLast: false));
        }

        bool flattensChannelsFirst = _random.Chance(0.5);
        (_channels, _height, _width, _isImage) = (_channels * _height * _width, 1, 1, false);
        if (_random.Chance(_content == Content.Bits ? 0.15 : 0.5))
            head.AddRange(Activated(endsInSign: _random.Chance(0.7)));
        for (int layers = _random.Draw(Gen.Int[head.Count + body.Count == 0 ? 1 : 0, 2]); layers > 0; layers--)
            head.AddRange(Block(isLast: layers == 1));
        if (_hasRealLayer && !_hasBinaryLayer)
            head.AddRange([.. _content == Content.Bits ? [] : Activated(endsInSign: true), .. Layers(1)]);
        return new(input, [.. body], flattensChannelsFirst, [.. head]);
    }

    /// <summary>One layer, or two that read the same, and what an activation makes of their sums.</summary>
    private List<NetworkStep> Block(bool isLast)
    {
        List<NetworkStep> steps = [];
        bool endsInSign = _random.Chance(isLast ? 0.3 : 0.75);
        if (_random.Chance(0.25))
        {
            var layers = Layers(2);
            SumUp();
            steps.AddRange(Shaped(new ActivationStep([layers[0]], [layers[1]], Activation(endsInSign))));
        }
        else
        {
            steps.AddRange(Shaped(Layers(1)[0]));
            SumUp();
            if (_random.Chance(0.2))
                steps.Add(new PointwiseStep(_random.Draw(Norm)));
            if (_isImage && _random.Chance(0.2))
                steps.AddRange(Pool());
            if (!isLast || _random.Chance(0.7))
                steps.AddRange(Activated(endsInSign));
        }

        if (_isImage && _random.Chance(0.25))
            steps.AddRange(Pool());
        return steps;
    }

    /// <summary>An activation of what there is, alone or next to another one.</summary>
    private NetworkStep[] Activated(bool endsInSign)
    {
        if (!_isImage || !_random.Chance(0.08))
            return [new ActivationStep([], Other(), Activation(endsInSign))];
        var before = (_content, _limits);
        var left = new ActivationStep([], Other(), OfScaleOne(Activation(endsInSign: true)));
        (_content, _limits) = before;
        var right = new ActivationStep([], Other(), OfScaleOne(Activation(endsInSign: true)));
        return Shaped(new JoinStep([left], [right], IsConcat: true));
    }

    /// <summary>An activation, whose values are what there is from now on.</summary>
    private Expression Activation(bool endsInSign)
    {
        var activations = new RandomActivations(_random, _limits);
        if (!endsInSign && !(_isRounded && _content == Content.Pixels))
        {
            _content = _content is Content.Pixels or Content.Input ? Content.Input : Content.Numbers;
            return activations.Others();
        }

        (_content, _limits) = (Content.Bits, BitLimit);
        return activations.Signs();
    }

    private static Operation OfScaleOne(Expression signs) => new("sign_plus", signs);

    /// <summary>What an image is compared with: itself, or something made of it that has the same shape.</summary>
    private NetworkStep[] Other() => _random.Draw(Gen.Int[0, 9]) switch
    {
        <= 1 => [new PointwiseStep(_random.Draw(Norm))],
        2 => [new PointwiseStep(_random.Draw(Step))],
        3 or 4 when _isImage => [SamePool()],
        5 when _isImage => [SamePool(), new PointwiseStep(ChainStep.Of("mul", 0.5f))],
        _ => [],
    };

    private PoolStep SamePool()
    {
        var axis = _random.Draw(SameAxis);
        return new(IsMax: true, axis, axis);
    }

    /// <summary>Layers of the same shape.</summary>
    private NetworkStep[] Layers(int count)
    {
        int outputs = _random.Draw(Width);
        WindowedAxis rows = Axis(3), columns = Axis(3);
        int groups = _random.Chance(0.15) ? 0 : 1;
        int terms = _channels * (_isImage ? rows.Size * columns.Size * _height * _width : 1);
        outputs = Math.Clamp(outputs, 1, Math.Max(1, MostProducts / terms));
        NetworkStep Layer() => _isImage ? new ConvolutionStep(outputs, rows, columns, groups, Weights()) : new DenseStep(outputs, Weights());
        return [.. Enumerable.Range(0, count).Select(_ => Layer())];
    }

    private WindowedAxis Axis(int largest) => new(
        _random.Draw(Gen.Int[1, largest]),
        _random.Draw(Gen.OneOf(1, 1, 1, 2)),
        _random.Draw(Gen.OneOf(0, 0, 1)),
        _random.Draw(Gen.OneOf(0, 0, 1)));

    /// <summary>Signs, or real numbers, which are mostly multiples of a half, because these make ties.</summary>
    private LayerWeights Weights()
    {
        bool isReal = _random.Chance(_content switch { Content.Bits => 0, Content.Numbers => 0.92, Content.Averages => 0.5, _ => 0.3 });
        _hasRealLayer |= isReal;
        _hasBinaryLayer |= _content == Content.Bits;
        float scale = _random.Draw(Gen.OneOf(1f, 1f, 1f, 0.5f, 2f)), grain = _random.Chance(0.8) ? 0.5f : 0;
        return new(_random.Draw(Gen.Int[1, 1_000_000]), [scale], isReal, grain);
    }

    /// <summary>A layer has been passed.</summary>
    private void SumUp()
    {
        _limits = _content == Content.Pixels ? PixelSumLimit : SumLimit;
        _content = Content.Numbers;
    }

    /// <summary>Averages are over one, two or four elements.</summary>
    private NetworkStep[] Pool()
    {
        bool isMax = _random.Chance(0.7);
        var pool = isMax ? new PoolStep(IsMax: true, Axis(3), Axis(3)) : new(IsMax: false, Axis(2), Axis(2), _random.Chance(0.5));
        if (!isMax)
            _content = _content switch { Content.Bits => Content.Averages, Content.Pixels or Content.Input => Content.Input, _ => Content.Numbers };
        return Shaped(pool);
    }

    /// <summary>The step, whose result has the shape that what follows is drawn for.</summary>
    private NetworkStep[] Shaped(NetworkStep step)
    {
        var result = step.Evaluate(new FeatureMap(_channels, _height, _width, new float[_channels * _height * _width]));
        (_channels, _height, _width) = (result.Channels, result.Height, result.Width);
        return [step];
    }
}
