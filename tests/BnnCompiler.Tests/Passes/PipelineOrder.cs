// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Ops;
using BnnCompiler.Passes;

namespace BnnCompiler.Tests.Passes;

/// <summary>
/// Why two passes stand in their order: a graph that comes out worse, or not at all, with the later one directly in front of the earlier.
/// </summary>
/// <param name="Earlier">The one that comes first.</param>
/// <param name="Later">The one that comes behind it.</param>
/// <param name="Graph">The graph, from its first input to <c>return</c>.</param>
/// <param name="Gives">The ops in front of the last pass, a line each, without inputs and constants.</param>
/// <param name="Instead">The same in the other order, or the beginning of the refusal.</param>
/// <param name="Scores">The scores that the pipeline leads to.</param>
internal sealed record PipelineOrder(Type Earlier, Type Later, string Graph, string Gives, string Instead, ScoreType Scores = ScoreType.Float32)
{
    /// <summary>Two dense layers with a batch norm in front of the scores; channel 1 of the first never changes.</summary>
    public const string TwoLayers = """
          input %x : float32[1, 2]
          %bits = sign(%x) {zero=1} : float32[1, 2]
          %w1 = constant [++ +-] : bit[2, 2]
          %fc1 = dense(%bits, %w1) : float32[1, 2]
          %least = constant [0, -3] : float32[2]
          %above = sub(%fc1, %least) : float32[1, 2]
          %h = sign(%above) {zero=1} : float32[1, 2]
          %w2 = constant [++ +-] : bit[2, 2]
          %fc2 = dense(%h, %w2) : float32[1, 2]
          %scale = constant [2, -1] : float32[2]
          %bias = constant [1, 0.5] : float32[2]
          %mean = constant [1, 1] : float32[2]
          %variance = constant [3, 8] : float32[2]
          %norm = batch_norm(%fc2, %scale, %bias, %mean, %variance) {epsilon=1} : float32[1, 2]
          return %norm
        """;

    private const string TwoLayersInBits = """
        threshold bit[1, 2]
        binary_dense int32[1, 1]
        threshold bit[1, 1]
        binary_dense int32[1, 2]
        add int32[1, 2]
        to_float float32[1, 2]
        sub float32[1, 2]
        mul float32[1, 2]
        div float32[1, 2]
        add float32[1, 2]
        """;

    private const string OneLayer = """
          input %x : bit[1, 2]
          %w = constant [++ +-] : bit[2, 2]
          %numbers = to_float(%x) : float32[1, 2]
          %y = dense(%numbers, %w) : float32[1, 2]
          return %y
        """;

    private const string OneLayerInBits = """
        binary_dense int32[1, 2]
        to_float float32[1, 2]
        """;

    /// <summary>Graphs in which a pass has something to do that it has in none of the orders.</summary>
    public static readonly ImmutableArray<string> OtherGraphs =
    [
        """
          input %x : float32[1, 2, 3]
          %rows = constant [1, 2] : float32[2, 1]
          %scaled = mul(%x, %rows) : float32[1, 2, 3]
          %bits = sign(%x) {zero=1} : float32[1, 2, 3]
          %flat = reshape(%bits) : float32[1, 6]
          %w = constant [++++++ +-++-- +-+-++] : bit[3, 6]
          %y = dense(%flat, %w) : float32[1, 3]
          return %y, %scaled
        """,
        """
          input %x : float32[1, 2]
          %limits = constant [0, 1] : float32[1, 2]
          %flips = constant [--] : bit[2]
          %y = threshold(%x, %limits, %flips) : bit[1, 2]
          return %y
        """,
    ];

    /// <summary>Neighbours whose order makes no difference; <see cref="Pipeline"/> says why.</summary>
    public static readonly ImmutableArray<(Type, Type)> AnyOrder =
    [
        (typeof(ShareRepeatedFilters), typeof(UnfoldBatchNorm)),
        (typeof(UnfoldBatchNorm), typeof(SpreadConstants)),
        (typeof(SpreadConstants), typeof(ReturnScores)),
        (typeof(SpreadConstants), typeof(ReturnIntegerScores)),
    ];

    /// <summary>In the order of the pipeline: neighbours first, then others that a reason names.</summary>
    public static readonly ImmutableArray<PipelineOrder> All =
    [
        // The reshape, which stays between the quantizer and the transpose, hides the input from it.
        new(typeof(HoistReshapes), typeof(HoistTransposes),
            """
              input %x : uint8[1, 12]
              %float = to_float(%x) : float32[1, 12]
              %half = constant [128] : float32[1]
              %centered = sub(%float, %half) : float32[1, 12]
              %image = reshape(%centered) : float32[1, 2, 2, 3]
              %bits = sign(%image) {zero=1} : float32[1, 2, 2, 3]
              %last = transpose(%bits) {order=0x2x3x1} : float32[1, 2, 3, 2]
              %w = constant [1, -1, 1, 1] : float32[2, 1, 1, 2]
              %y = conv(%last, %w) {strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : float32[1, 2, 3, 2]
              return %y
            """,
            """
            reshape uint8[1, 2, 2, 3]
            transpose uint8[1, 2, 3, 2]
            threshold bit[1, 2, 3, 2]
            binary_conv int32[1, 2, 3, 2]
            to_float float32[1, 2, 3, 2]
            """,
            """
            reshape uint8[1, 2, 2, 3]
            threshold bit[1, 2, 2, 3]
            transpose bit[1, 2, 3, 2]
            binary_conv int32[1, 2, 3, 2]
            to_float float32[1, 2, 3, 2]
            """),

        // The transpose of the quantized input, not yet one of the input itself, pulls the sum out of its place behind the convolution.
        new(typeof(HoistTransposes), typeof(SinkTransposes),
            """
              input %x : uint8[1, 2, 2, 3]
              %float = to_float(%x) : float32[1, 2, 2, 3]
              %half = constant [128] : float32[1]
              %centered = sub(%float, %half) : float32[1, 2, 2, 3]
              %bits = sign(%centered) {zero=1} : float32[1, 2, 2, 3]
              %last = transpose(%bits) {order=0x2x3x1} : float32[1, 2, 3, 2]
              %w = constant [+- ++] : bit[2, 1, 1, 2]
              %conv = conv(%last, %w) {strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : float32[1, 2, 3, 2]
              %y = add(%conv, %last) : float32[1, 2, 3, 2]
              return %y
            """,
            """
            transpose uint8[1, 2, 3, 2]
            threshold bit[1, 2, 3, 2]
            binary_conv int32[1, 2, 3, 2]
            sum_pool int32[1, 2, 3, 2]
            add int32[1, 2, 3, 2]
            to_float float32[1, 2, 3, 2]
            """,
            """
            transpose uint8[1, 2, 3, 2]
            threshold bit[1, 2, 3, 2]
            binary_conv int32[1, 2, 3, 2]
            to_float float32[1, 2, 3, 2]
            transpose float32[1, 2, 2, 3]
            threshold bit[1, 2, 2, 3]
            to_float float32[1, 2, 2, 3]
            add float32[1, 2, 2, 3]
            transpose float32[1, 2, 3, 2]
            """),

        // Two transposes that are none, and that hide the convolution from the flatten.
        new(typeof(SinkTransposes), typeof(SinkReshapes),
            """
              input %x : bit[1, 1, 2, 2]
              %numbers = to_float(%x) : float32[1, 1, 2, 2]
              %w1 = constant [+- ++] : bit[2, 1, 1, 2]
              %conv = conv(%numbers, %w1) {strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : float32[1, 1, 2, 2]
              %first = transpose(%conv) {order=0x3x1x2} : float32[1, 2, 1, 2]
              %last = transpose(%first) {order=0x2x3x1} : float32[1, 1, 2, 2]
              %flat = reshape(%last) : float32[1, 4]
              %sign = sign(%flat) {zero=1} : float32[1, 4]
              %w2 = constant [+-++ ++--] : bit[2, 4]
              %y = dense(%sign, %w2) : float32[1, 2]
              return %y
            """,
            """
            binary_conv int32[1, 1, 2, 2]
            threshold bit[1, 1, 2, 2]
            reshape bit[1, 4]
            binary_dense int32[1, 2]
            to_float float32[1, 2]
            """,
            """
            binary_conv int32[1, 1, 2, 2]
            to_float float32[1, 1, 2, 2]
            reshape float32[1, 4]
            threshold bit[1, 4]
            binary_dense int32[1, 2]
            to_float float32[1, 2]
            """),

        new(typeof(SinkReshapes), typeof(BinarizeLayers), OneLayer, OneLayerInBits,
            "behind sink-reshapes, %y = binary_dense: found at stage Imported"),

        new(typeof(BinarizeLayers), typeof(RemoveConstantChannels), TwoLayers, TwoLayersInBits,
            "behind remove-constant-channels, %fc1 = dense: found at stage Canonical"),

        // Four filters differ in two channels; in the one that is left, one.
        new(typeof(RemoveConstantChannels), typeof(ShareRepeatedFilters),
            """
              input %x : bit[1, 2, 4, 2]
              %numbers = to_float(%x) : float32[1, 2, 4, 2]
              %w1 = constant [++ +-] : bit[2, 1, 1, 2]
              %conv1 = conv(%numbers, %w1) {strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : float32[1, 2, 4, 2]
              %least = constant [0, -3] : float32[2]
              %above = sub(%conv1, %least) : float32[1, 2, 4, 2]
              %h = sign(%above) {zero=1} : float32[1, 2, 4, 2]
              %w2 = constant [++ +- ++ -- ++ +- ++ ++ ++ -- ++ ++ +- +- +- -- +- +- ++ ++ ++ -+ ++ ++ ++ ++ ++ -- ++ ++ ++ +- ++ -- ++ +- ++ ++ ++ -- ++ ++ +- +- +- -- +- +- ++ ++ ++ -+ ++ ++] : bit[9, 2, 3, 2]
              %y = conv(%h, %w2) {strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : float32[1, 1, 2, 9]
              return %y
            """,
            """
            binary_conv int32[1, 2, 4, 1]
            threshold bit[1, 2, 4, 1]
            binary_conv int32[1, 1, 2, 1]
            select_channels int32[1, 1, 2, 9]
            add int32[1, 1, 2, 9]
            to_float float32[1, 1, 2, 9]
            """,
            """
            binary_conv int32[1, 2, 4, 1]
            threshold bit[1, 2, 4, 1]
            binary_conv int32[1, 1, 2, 4]
            add int32[1, 1, 2, 4]
            select_channels int32[1, 1, 2, 9]
            to_float float32[1, 1, 2, 9]
            """),

        new(typeof(ReturnScores), typeof(SelectKernels), OneLayer, OneLayerInBits,
            "behind return-scores, %y = xnor_dense: found at stage Canonical"),

        new(typeof(ReturnIntegerScores), typeof(SelectKernels), OneLayer, "binary_dense int32[1, 2]",
            "no integer scores are sure to choose the same class: the scores are computed from %y = xnor_dense : int32[1, 2], "
                + "whose integers have no known range",
            ScoreType.Int32),

        new(typeof(HoistReshapes), typeof(BinarizeLayers), OneLayer, OneLayerInBits,
            "behind hoist-reshapes, %y = binary_dense: found at stage Imported"),

        new(typeof(BinarizeLayers), typeof(UnfoldBatchNorm), TwoLayers, TwoLayersInBits,
            "behind unfold-batch-norm, %fc1 = dense: found at stage Canonical"),

        new(typeof(BinarizeLayers), typeof(SpreadConstants), TwoLayers, TwoLayersInBits,
            "behind spread-constants, %fc1 = dense: found at stage Canonical"),

        new(typeof(RemoveConstantChannels), typeof(SelectKernels), OneLayer, OneLayerInBits,
            "behind remove-constant-channels, %y = xnor_dense: found at stage Canonical"),

        new(typeof(ShareRepeatedFilters), typeof(SelectKernels), OneLayer, OneLayerInBits,
            "behind share-repeated-filters, %y = xnor_dense: found at stage Canonical"),

        new(typeof(UnfoldBatchNorm), typeof(SelectKernels), TwoLayers, TwoLayersInBits,
            "behind select-kernels, %norm = batch_norm: found at stage Packed"),

        new(typeof(SpreadConstants), typeof(SelectKernels), OneLayer, OneLayerInBits,
            "behind spread-constants, %y = xnor_dense: found at stage Canonical"),
    ];
}
