// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Recipes;

namespace BnnCompiler.Training.Networks;

/// <summary>A network of the paper's kind while it learns (Algorithm 1), and as what it is compiled to.</summary>
internal sealed class TrainingNetwork
{
    // Layers draw their noise from streams of their own.
    private const int StreamsPerBlock = 8;

    private readonly Machine _machine;
    private readonly Dropout? _inputDropout;
    private readonly Matrix _ones;
    private readonly Layer _sumsOfOnes;
    private readonly double _pixelScale, _pixelOffset;
    private Matrix? _firstSums;

    private TrainingNetwork(Architecture architecture, Recipe recipe, Machine machine, IReadOnlyList<Block> blocks)
    {
        _machine = machine;
        Architecture = architecture;
        Blocks = blocks;
        Weights = Staircases.Of(recipe.Weights);
        Activations = Staircases.Of(recipe.Activations);
        Pixels = new(recipe.PixelMultiplier, recipe.PixelOffset);
        _inputDropout = recipe.DropoutInput > 0 ? new(recipe.DropoutInput, machine) : null;
        _ones = new(architecture.Height * architecture.Width, architecture.Channels);
        _ones.Values.AsSpan().Fill(1);
        _sumsOfOnes = SumsOf(architecture, 0, blocks[0].Weights, readsSigns: false, machine);

        // As the compiler takes them from the graph: the ends of the map in float64.
        _pixelOffset = recipe.PixelOffset;
        _pixelScale = ((double)recipe.PixelMultiplier + recipe.PixelOffset - _pixelOffset) / 255;
    }

    /// <summary>The layers' shapes.</summary>
    public Architecture Architecture { get; }

    /// <summary>The layers.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>What latent weights become at inference; null of real ones.</summary>
    public Staircase? Weights { get; }

    /// <summary>What activations become at inference; null where they stay real numbers.</summary>
    public Staircase? Activations { get; }

    /// <summary>Whether weights and activations take few values, so that it can be compiled.</summary>
    public bool IsFewValued => Weights is not null && Activations is not null;

    /// <summary>Whether they are signs.</summary>
    public bool IsBinary => Weights is { IsSign: true } && Activations is { IsSign: true };

    /// <summary>How it reads pixels.</summary>
    public PixelScaling Pixels { get; }

    /// <summary>All that is learned.</summary>
    public IEnumerable<Parameter> Parameters => Blocks.SelectMany(block => block.Layers).SelectMany(layer => layer.Parameters);

    /// <summary>A network with weights as they are before learning.</summary>
    public static TrainingNetwork Create(Architecture architecture, Recipe recipe, Machine machine)
    {
        var random = new RandomNumbers(recipe.Seed);
        var blocks = Enumerable.Range(0, architecture.Layers.Length).Select(i => BlockOf(architecture, i, recipe, machine, random));
        return new(architecture, recipe, machine, [.. blocks]);
    }

    /// <summary>Scores of a batch, as in training. Rows of the input are the values of pixels, channels-last.</summary>
    public Matrix Forward(Matrix input, Noise noise)
    {
        var current = _inputDropout?.Forward(input, noise.For(-1)) ?? input;
        for (int i = 0; i < Blocks.Count; i++)
        {
            for (int j = 0; j < Blocks[i].Layers.Count; j++)
                current = Blocks[i].Layers[j].Forward(current, noise.For((i * StreamsPerBlock) + j));
        }

        return current;
    }

    /// <summary>Sets all gradients, from that of the scores.</summary>
    public void Backward(Matrix gradient)
    {
        foreach (var layer in Blocks.Reverse().SelectMany(block => block.Layers.Reverse()))
            gradient = layer.Backward(gradient);
    }

    /// <summary>
    /// Scores of a batch at inference. Of a network of few values they are those of the compiled one, bit for bit: the first layer sums raw pixels,
    /// which is exact, and maps the sum (docs/numerics.md); all other sums are exact too.
    /// </summary>
    /// <param name="input">Raw pixels 0..255 of a network of few values, else what they are read as.</param>
    public Matrix Infer(Matrix input) => Normalized(Blocks.Count - 1, SumsOf(Blocks.Count - 1, input));

    /// <summary>The sums of a block, after its pool if it has one, for a batch at inference.</summary>
    public Matrix SumsOf(int block, Matrix input)
    {
        var current = FirstSums(input);
        for (int i = 1; i <= block; i++)
            current = Pooled(i, Blocks[i].Sums.Infer(Normalized(i - 1, current)));
        return current;
    }

    private Matrix FirstSums(Matrix input)
    {
        var sums = Blocks[0].Sums.Infer(input);
        if (IsFewValued)
        {
            int rows = sums.Rows;
            if (_firstSums is not { } kept || kept.Rows != rows)
                _firstSums = kept = new(rows, sums.Columns);
            sums.Values.CopyTo(kept.Values, 0);

            // What an offset of 1 adds: the sum of the weights, at a border only those inside of the image.
            var ones = _sumsOfOnes.Infer(_ones);
            _machine.Workers.Split(rows, 1, (_, first, end) =>
            {
                for (int row = first; row < end; row++)
                {
                    var target = kept.Row(row);
                    var offset = ones.Row(row % ones.Rows);
                    for (int i = 0; i < target.Length; i++)
                        target[i] = (float)((_pixelScale * target[i]) + (_pixelOffset * offset[i]));
                }
            });

            sums = kept;
        }

        return Pooled(0, sums);
    }

    private Matrix Pooled(int block, Matrix sums) => Blocks[block].Pool?.Infer(sums) ?? sums;

    private Matrix Normalized(int block, Matrix sums)
    {
        var normalized = Blocks[block].Norm.Infer(sums);
        return Blocks[block].Activation?.Infer(normalized) ?? normalized;
    }

    private static Block BlockOf(Architecture architecture, int index, Recipe recipe, Machine machine, RandomNumbers random)
    {
        var (_, height, width) = architecture.InputOf(index);
        var layer = architecture.Layers[index];
        var convolution = layer as ConvolutionLayer;
        int fanIn = architecture.FanInOf(index), taps = convolution is null ? 1 : convolution.Kernel * convolution.Kernel;
        string name = $"layer{index + 1}";
        bool isLast = index == architecture.Layers.Length - 1;
        bool readsSigns = index > 0 && recipe is { IsBinary: true, DropoutHidden: 0 };
        var weights = new Weights($"{name}.weights", layer.Outputs, fanIn, (fanIn, taps * layer.Outputs), recipe.Weights, machine, random);
        return new(
            weights,
            SumsOf(architecture, index, weights, readsSigns, machine),
            convolution is { Pool: > 1 } ? new MaxPool(new(layer.Outputs, height, width), convolution.Pool, machine) : null,
            recipe.Norm == NormKind.Shift
                ? new ShiftBatchNorm($"{name}.norm", layer.Outputs, recipe.NormSettings, machine)
                : new BatchNorm($"{name}.norm", layer.Outputs, recipe.NormSettings, machine),
            isLast ? null : ActivationOf(recipe.Activations, machine),
            isLast || recipe.DropoutHidden == 0 ? null : new(recipe.DropoutHidden, machine));
    }

    private static Layer SumsOf(Architecture architecture, int index, Weights weights, bool readsSigns, Machine machine)
    {
        var (channels, height, width) = architecture.InputOf(index);
        return architecture.Layers[index] is ConvolutionLayer { Kernel: var kernel }
            ? new ConvolutionSums(weights, new(channels, height, width), kernel, readsSigns, isFirst: index == 0, machine)
            : new DenseSums(weights, readsSigns, isFirst: index == 0, machine);
    }

    private static Layer ActivationOf(ActivationKind kind, Machine machine) => kind switch
    {
        ActivationKind.HardTanh => new SmoothActivation(-1, 1, machine),
        ActivationKind.Relu => new SmoothActivation(0, float.PositiveInfinity, machine),
        ActivationKind.Deterministic or ActivationKind.Stochastic => new SignActivation(kind == ActivationKind.Stochastic, machine),
        _ => new StaircaseActivation(Staircases.Of(kind)!, machine),
    };
}
