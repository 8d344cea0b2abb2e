// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;

namespace BnnCompiler.Training.Optimizers;

/// <summary>Changes a parameter step by step; holds what the rule remembers of earlier steps.</summary>
/// <param name="parameter">What changes.</param>
/// <param name="kind">By which rule.</param>
/// <param name="settings">The rule's constants.</param>
/// <param name="scale">Glorot's factor, or 1.</param>
/// <param name="clips">Whether the numbers are kept in [-1, 1], as latent weights are (Algorithm 1 of the paper).</param>
internal sealed class Learner(Parameter parameter, OptimizerKind kind, OptimizerSettings settings, float scale, bool clips)
{
    // Below this, threads cost more than they gain.
    private const int Grain = 4096;

    /// <summary>What changes.</summary>
    public Parameter Parameter { get; } = parameter;

    /// <summary>The rule's first memory: a mean of gradients, or a velocity.</summary>
    public float[] First { get; } = new float[parameter.Values.Length];

    /// <summary>The rule's second memory: the size of gradients. Empty for rules that have none.</summary>
    public float[] Second { get; } = kind is OptimizerKind.Sgd or OptimizerKind.Bop ? [] : new float[parameter.Values.Length];

    /// <summary>Carries out step <paramref name="number"/>, counted from 1, at a learning rate.</summary>
    public void Step(double rate, long number, Workers workers)
    {
        var step = new StepSize(rate, scale, number);
        Parameter.HasChanged();
        switch (kind)
        {
            case OptimizerKind.Adam:
                Apply(new AdamRule(settings, step), workers);
                break;
            case OptimizerKind.Sgd:
                Apply(new MomentumRule(settings, step), workers);
                break;
            case OptimizerKind.ShiftAdamax:
                Apply(new ShiftAdaMaxRule(settings, step), workers);
                break;
            case OptimizerKind.ShiftAdamaxTorch7:
                Apply(new TorchAdaMaxRule(settings, step), workers);
                break;
            case OptimizerKind.Bop:
                Apply(new BopRule(settings, step), workers);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Apply<TRule>(TRule rule, Workers workers)
        where TRule : struct, IUpdateRule => workers.Split(Parameter.Values.Length, Grain, (_, start, end) =>
    {
        // The last few numbers fill up a vector of their own.
        int whole = start + ((end - start) / Vector<float>.Count * Vector<float>.Count);
        Apply(
            rule,
            VectorsOf(Parameter.Values, start, whole),
            VectorsOf(Parameter.Gradient, start, whole),
            VectorsOf(First, start, whole),
            VectorsOf(Second, start, whole));
        if (whole == end)
            return;
        var rest = new Rest(whole, end);
        Vector<float> value = rest.Load(Parameter.Values), gradient = rest.Load(Parameter.Gradient);
        Vector<float> first = rest.Load(First), second = rest.Load(Second);
        Apply(rule, new(ref value), new(ref gradient), new(ref first), Second.Length == 0 ? [] : new(ref second));
        rest.Store(value, Parameter.Values);
        rest.Store(first, First);
        rest.Store(second, Second);
    });

    private void Apply<TRule>(
        TRule rule, Span<Vector<float>> values, Span<Vector<float>> gradients, Span<Vector<float>> firsts, Span<Vector<float>> seconds)
        where TRule : struct, IUpdateRule
    {
        var (low, high) = clips ? (-Vector<float>.One, Vector<float>.One) : (new(float.NegativeInfinity), new(float.PositiveInfinity));
        var none = Vector<float>.Zero;
        for (int i = 0; i < values.Length; i++)
        {
            ref var second = ref seconds.IsEmpty ? ref none : ref seconds[i];
            values[i] = Vector.Max(low, Vector.Min(high, rule.Updated(values[i], gradients[i], ref firsts[i], ref second)));
        }
    }

    private static Span<Vector<float>> VectorsOf(float[] values, int start, int end) =>
        values.Length == 0 ? [] : MemoryMarshal.Cast<float, Vector<float>>(values.AsSpan(start..end));

    private readonly struct Rest(int start, int end)
    {
        public Vector<float> Load(float[] values)
        {
            Span<float> padded = stackalloc float[Vector<float>.Count];
            padded.Clear();
            if (values.Length > 0)
                values.AsSpan(start..end).CopyTo(padded);
            return new(padded);
        }

        public void Store(Vector<float> vector, float[] values)
        {
            Span<float> padded = stackalloc float[Vector<float>.Count];
            vector.CopyTo(padded);
            if (values.Length > 0)
                padded[..(end - start)].CopyTo(values.AsSpan(start));
        }
    }
}
