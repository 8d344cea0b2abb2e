// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>One step of a convolutional network. It can be taken on any image, so that another one before it can be left out.</summary>
internal abstract record NetworkStep
{
    /// <summary>The step on an image, by plain float32 arithmetic.</summary>
    public abstract FeatureMap Evaluate(FeatureMap x);

    /// <summary>All steps in turn.</summary>
    public static FeatureMap Evaluate(IEnumerable<NetworkStep> steps, FeatureMap x) => steps.Aggregate(x, (current, step) => step.Evaluate(current));
}

/// <summary>Each element by itself.</summary>
internal sealed record PointwiseStep(ChainStep Step) : NetworkStep
{
    /// <inheritdoc/>
    public override FeatureMap Evaluate(FeatureMap x) => x.Map(Step.Apply);
}

/// <summary>Each element's sign.</summary>
internal sealed record SignStep(string Spelling) : NetworkStep
{
    /// <inheritdoc/>
    public override FeatureMap Evaluate(FeatureMap x) => x.Map((value, _) => ChainStep.SignOf(Spelling, value));
}

/// <summary>A frame of one value around the image.</summary>
internal sealed record FrameStep(int Top, int Left, int Bottom, int Right, float Value) : NetworkStep
{
    /// <inheritdoc/>
    public override FeatureMap Evaluate(FeatureMap x)
    {
        int height = Top + x.Height + Bottom, width = Left + x.Width + Right;
        T[] Framed<T>(T[] values, T frame)
        {
            T[] framed = [.. Enumerable.Repeat(frame, x.Channels * height * width)];
            for (int row = 0; row < x.Channels * x.Height; row++)
                Array.Copy(values, row * x.Width, framed, ((((row / x.Height) * height) + Top + (row % x.Height)) * width) + Left, x.Width);
            return framed;
        }

        var exact = Value == 0 && x.Exact is { } fractions ? fractions with { Numerators = Framed(fractions.Numerators, 0) } : null;
        return new(x.Channels, height, width, Framed(x.Values, Value), exact);
    }
}

/// <summary>Two branches that read the same image, added or side by side; the left one alone where they do not fit.</summary>
internal sealed record JoinStep(NetworkStep[] Left, NetworkStep[] Right, bool IsConcat) : NetworkStep
{
    /// <inheritdoc/>
    public override FeatureMap Evaluate(FeatureMap x)
    {
        var (left, right) = (Evaluate(Left, x), Evaluate(Right, x));
        if (!Fits((left.Channels, left.Height, left.Width), (right.Channels, right.Height, right.Width)))
            return left;
        return IsConcat
            ? new(left.Channels + right.Channels, left.Height, left.Width, [.. left.Values, .. right.Values])
            : new(left.Channels, left.Height, left.Width, [.. left.Values.Zip(right.Values, (a, b) => a + b)]);
    }

    /// <summary>Whether images of these shapes can be joined.</summary>
    public bool Fits((int Channels, int Height, int Width) left, (int Channels, int Height, int Width) right) =>
        left.Height == right.Height && left.Width == right.Width && (IsConcat || left.Channels == right.Channels);
}
