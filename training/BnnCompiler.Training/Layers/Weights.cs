// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>The weights of a dense layer or a convolution, a row per output, and what the layer multiplies with in a step.</summary>
internal sealed class Weights
{
    // Splitting fewer than this costs more than it gains.
    private const int Grain = 4096;

    private readonly Machine _machine;
    private readonly WeightKind _kind;
    private readonly Matrix _effective;

    // Of the latent weights that the effective ones are made of; -1 of none.
    private int _version = -1;

    /// <summary>Latent weights drawn evenly from [-1, 1], as the paper's authors do; real ones from Glorot's range.</summary>
    public Weights(string name, int outputs, int fanIn, (int In, int Out) fan, WeightKind kind, Machine machine, RandomNumbers random)
    {
        _machine = machine;
        _kind = kind;
        float range = kind == WeightKind.Real ? MathF.Sqrt(6f / (fan.In + fan.Out)) : 1;
        Latent = new(name, new float[outputs * fanIn]) { IsWeights = true, IsLatent = kind != WeightKind.Real, Fan = fan };
        foreach (ref float weight in Latent.Values.AsSpan())
            weight = range * ((2 * random.Uniform()) - 1);
        _effective = new(outputs, fanIn);
        Packed = new(outputs, fanIn);
    }

    /// <summary>What is learned: outputs x fan-in.</summary>
    public Parameter Latent { get; }

    /// <summary>The number of outputs.</summary>
    public int Outputs => _effective.Rows;

    /// <summary>The number of weights of an output.</summary>
    public int FanIn => _effective.Columns;

    /// <summary>What the layer multiplies with since the last <see cref="Prepare"/>.</summary>
    public Matrix Effective => _effective;

    /// <summary>The same in bits, if it is binary and was asked for.</summary>
    public SignProducts Packed { get; }

    /// <summary>Whether the layer multiplies with +1 and -1.</summary>
    public bool AreBinary => Staircases.Of(_kind) is { IsSign: true };

    /// <summary>Makes <see cref="Effective"/> of the latent weights as they are now; without noise, of stochastic ones their signs.</summary>
    public void Prepare(Noise? noise, bool pack)
    {
        bool isRandom = _kind == WeightKind.Stochastic && noise is not null;
        if (!isRandom && _version == Latent.Version)
            return;
        _version = isRandom ? -1 : Latent.Version;
        _machine.Workers.Split(Latent.Values.Length, Grain, (_, first, end) =>
        {
            var latent = Latent.Values.AsSpan(first..end);
            var effective = _effective.Values.AsSpan(first..end);
            if (_kind == WeightKind.Real)
                latent.CopyTo(effective);
            else if (isRandom)
                Binarization.Stochastic(latent, effective, noise!.Value, first);
            else if (AreBinary)
                Binarization.Deterministic(latent, effective);
            else
                Staircases.Apply(Staircases.Of(_kind)!, latent, effective);
        });
        if (pack)
            Packed.Pack(_effective);
    }
}
