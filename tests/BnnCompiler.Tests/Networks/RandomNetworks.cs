// SPDX-License-Identifier: MIT
using CsCheck;

namespace BnnCompiler.Tests.Networks;

/// <summary>
/// Random dense networks on the edges: widths that are multiples of nothing, sums that meet their threshold exactly, scales that are negative,
/// zero, tiny or huge, chains that make a channel constant or let it change twice.
/// </summary>
internal static class RandomNetworks
{
    /// <summary>Mostly narrow, because narrow networks find as much as wide ones in a hundredth of the time; the rest goes up to 300.</summary>
    private static readonly Gen<int> Width = Gen.Frequency(
        (6, Gen.Int[1, 20]), (3, Gen.Int[1, 130]), (1, Gen.Int[1, 300]), (2, Gen.OneOf(1, 2, 63, 64, 65, 127, 128, 129, 191, 193, 255, 257)));

    /// <summary>Each sum over pixels is tried at 255 integers per input and output, so layers on pixels are kept small or narrow.</summary>
    private const int MostSumsOverPixels = 4000;

    private static readonly Gen<float> Gamma = Gen.Frequency(
        (6, Gen.Float[-2f, 2f]), (2, Gen.Int[-3, 3].Select(i => (float)i)), (1, Gen.OneOf(0f, -0f, 1e-30f, -1e-30f, 1e-42f, -1e-42f, 1e30f, -1e30f)));

    /// <summary>Integers and halves: with an integer sum they make exact ties.</summary>
    private static readonly Gen<float> Tied =
        Gen.Frequency((3, Gen.Int[-12, 12].Select(i => (float)i)), (1, Gen.Int[-20, 20].Select(i => i / 2f)), (2, Gen.Float[-15f, 15f]));

    private static readonly Gen<float> Variance =
        Gen.Frequency((3, Gen.Float[0.1f, 100f]), (2, Gen.OneOf(1f, 4f, 64f, 0.25f)), (1, Gen.OneOf(0f, 1e-12f, 1e12f)));

    /// <summary>How a sign is spelled.</summary>
    public static readonly Gen<string> SignSpelling =
        Gen.OneOf("plus", "minus", "where_ge", "where_gt", "inverted_gt", "not_less", "half", "straight_through");

    /// <summary>A network; shrinks towards few and narrow layers with short chains.</summary>
    public static readonly Gen<DenseNetwork> Network =
        from input in Gen.Enum<InputEncoding>()
        from inputLength in Width
        from depth in Gen.Int[1, 4]
        from widths in Width.Array[depth].Select(widths => Bounded(input, inputLength, widths))
        from layers in Layers(inputLength, widths)
        select new DenseNetwork(input, inputLength, layers);

    /// <summary>A network with examples for it.</summary>
    public static Gen<NetworkCase> Case(int examples) =>
        from network in Network
        from values in Example(network).Array[examples]
        select new NetworkCase(network, values);

    /// <summary>An example for a network, with values on the edges of its encoding.</summary>
    public static Gen<float[]> Example(DenseNetwork network) => network.Input switch
    {
        InputEncoding.Pixels or InputEncoding.BinarizedPixels or InputEncoding.AffinePixels =>
            Gen.Frequency((3, Gen.Int[0, 255]), (1, Gen.OneOf(0, 127, 128, 255))).Select(p => (float)p).Array[network.InputLength],
        InputEncoding.BinarizedFloat =>
            Gen.Frequency((3, Gen.Float[-1f, 2f]),
                (1, Gen.OneOf(0.5f, 0f, -0f, 0.49999997f, 1e30f, float.PositiveInfinity, float.NegativeInfinity))).Array[network.InputLength],
        _ => Gen.Frequency((3, Gen.Float[-2f, 2f]), (1, Gen.Int[-3, 3].Select(i => (float)i))).Array[network.InputLength],
    };

    private static int[] Bounded(InputEncoding input, int inputLength, int[] widths) =>
        input is InputEncoding.Pixels or InputEncoding.AffinePixels
            ? [Math.Clamp(MostSumsOverPixels / inputLength, 1, widths[0]), .. widths[1..]]
            : widths;

    private static Gen<DenseLayer[]> Layers(int inputLength, int[] widths)
    {
        var layers = Gen.Const(Array.Empty<DenseLayer>());
        for (int i = 0; i < widths.Length; i++)
        {
            var next = Layer(i == 0 ? inputLength : widths[i - 1], widths[i], isLast: i == widths.Length - 1);
            layers = layers.SelectMany(before => next.Select(layer => before.Append(layer).ToArray()));
        }

        return layers;
    }

    private static Gen<DenseLayer> Layer(int inputs, int outputs, bool isLast) =>
        from scale in Gen.Frequency((4, Gen.Const(1f)), (1, Gen.OneOf(0.5f, 2f)))
        from rowScales in Gen.OneOf(scale, 1f).Array[outputs]
        from signs in Gen.Bool.Array[inputs].Array[outputs]
        from chain in Step(outputs).Array[0, 3]
        from spelling in isLast ? Gen.Const("") : SignSpelling
        select new DenseLayer([.. signs.Select((row, n) => row.Select(sign => sign ? rowScales[n] : -rowScales[n]).ToArray())], chain, spelling);

    /// <summary>A pointwise step with parameters for each channel, or one for all.</summary>
    public static Gen<ChainStep> Step(int channels) => Gen.Frequency(
        (6, from gamma in Gamma.Array[channels]
            from beta in Tied.Array[channels]
            from mean in Tied.Array[channels]
            from variance in Variance.Array[channels]
            from epsilon in Gen.OneOf(1e-5f, 1e-3f)
            select new ChainStep("batch_norm", gamma, beta, mean, variance, epsilon)),
        (1, Parameters(Tied, channels).Select(a => ChainStep.Of("add", a))),
        (1, Parameters(Tied, channels).Select(a => ChainStep.Of("sub", a))),
        (1, Parameters(Gamma, channels).Select(a => ChainStep.Of("mul", a))),
        (1, Parameters(Gamma.Where(g => MathF.Abs(g) > 1e-20f), channels).Select(a => ChainStep.Of("div", a))),
        (1, Gen.Const(ChainStep.Of("relu"))),
        (1, Parameters(Gen.Float[-1f, 1f], channels).Select(a => ChainStep.Of("prelu", a))),
        (1, from low in Gen.Float[-3f, 0f]
            from high in Gen.Float[0f, 3f]
            select new ChainStep("clip", [low], [high], [], [])),
        (1, Gen.OneOf("floor", "ceil", "round").Select(kind => ChainStep.Of(kind))));

    private static Gen<float[]> Parameters(Gen<float> parameter, int channels) =>
        Gen.Bool.SelectMany(isShared => parameter.Array[isShared ? 1 : channels]);
}
