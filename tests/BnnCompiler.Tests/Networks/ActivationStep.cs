// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>
/// An expression of two branches that read the same image, element by element: x is what the left one makes of it, and y what the right one does,
/// or x where that has another shape.
/// </summary>
internal sealed record ActivationStep(NetworkStep[] Left, NetworkStep[] Right, Expression Expression) : NetworkStep
{
    /// <inheritdoc/>
    public override FeatureMap Evaluate(FeatureMap x)
    {
        var left = Evaluate(Left, x);
        var right = Evaluate(Right, x);
        if ((right.Channels, right.Height, right.Width) != (left.Channels, left.Height, left.Width))
            right = left;
        int size = left.Height * left.Width;
        var values = left.Values.Select((value, i) => Expression.Evaluate(value, right.Values[i], i / size));
        return new(left.Channels, left.Height, left.Width, [.. values]);
    }
}
