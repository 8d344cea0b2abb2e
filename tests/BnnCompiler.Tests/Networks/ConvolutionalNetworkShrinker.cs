// SPDX-License-Identifier: MIT

namespace BnnCompiler.Tests.Networks;

/// <summary>Cuts of a convolutional network: fewer steps, channels, taps and pixels, plainer parameters.</summary>
internal static class ConvolutionalNetworkShrinker
{
    /// <summary>Networks that are one cut smaller, the largest cuts first.</summary>
    public static IEnumerable<NetworkCase> Smaller(ConvolutionalNetwork network, float[][] examples)
    {
        var smaller = WithOneReplaced(network.Head, Replacements).Select(head => network with { Head = head })
            .Concat(WithOneReplaced(network.Body, Replacements).Select(body => network with { Body = body }));
        foreach (var cut in smaller.Where(cut => cut.Input.Line is null || SumsPixelsAtOnce([.. cut.Body, .. cut.Head])))
            yield return new(cut, examples);
        foreach (var input in SmallerInputs(network.Input))
            yield return new(network with { Input = input }, [.. examples.Select(example => example[..input.Length])]);
        if (network.FlattensChannelsFirst)
            yield return new(network with { FlattensChannelsFirst = false }, examples);
        foreach (float[] example in examples.Where(example => example.Any(value => value != 0)))
            yield return new(network, [.. examples.Select(other => ReferenceEquals(other, example) ? new float[example.Length] : other)]);
    }

    /// <summary>
    /// Whether mapped pixels are summed or binarized before anything else happens to them: how the sum of what else they may become is
    /// rounded is not defined.
    /// </summary>
    private static bool SumsPixelsAtOnce(NetworkStep[] steps) => steps.FirstOrDefault() switch
    {
        ConvolutionStep or SignStep or null => true,
        FrameStep { Value: 0 } => SumsPixelsAtOnce(steps[1..]),
        ActivationStep activation => SumsPixelsAtOnce(activation.Left, activation) && SumsPixelsAtOnce(activation.Right, activation),
        _ => false,
    };

    private static bool SumsPixelsAtOnce(NetworkStep[] branch, ActivationStep activation) =>
        branch is [ConvolutionStep] || (activation.Expression.TakesFewValues && !branch.Any(step => step is ConvolutionStep or DenseStep));

    private static IEnumerable<ImageInput> SmallerInputs(ImageInput input)
    {
        foreach (int channels in Fewer(input.Channels))
            yield return input with { Channels = channels };
        foreach (int height in Fewer(input.Height))
            yield return input with { Height = height };
        foreach (int width in Fewer(input.Width))
            yield return input with { Width = width };
        if (input.Layout != ImageLayout.ChannelsLast)
            yield return input with { Layout = ImageLayout.ChannelsLast };
        if (input.Layout == ImageLayout.ChannelsFirst)
            yield return input with { Layout = ImageLayout.ChannelsFirstInput };
        if (input.Chain.Length > 0)
            yield return input with { Chain = [], Line = null };
    }

    /// <summary>Sequences with one step replaced by some of what <paramref name="replacements"/> has for it.</summary>
    private static IEnumerable<NetworkStep[]> WithOneReplaced(NetworkStep[] steps, Func<NetworkStep, IEnumerable<NetworkStep[]>> replacements)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            foreach (var replacement in replacements(steps[i]))
                yield return [.. steps[..i], .. replacement, .. steps[(i + 1)..]];
        }
    }

    /// <summary>Nothing, a part, or something plainer.</summary>
    private static IEnumerable<NetworkStep[]> Replacements(NetworkStep step)
    {
        yield return [];
        if (step is JoinStep join)
        {
            yield return join.Left;
            yield return join.Right;
        }

        if (step is ActivationStep activation)
            yield return activation.Left;

        foreach (var plainer in Plainer(step))
            yield return [plainer];
    }

    private static IEnumerable<NetworkStep> Plainer(NetworkStep step) => step switch
    {
        PointwiseStep pointwise => pointwise.Step.Plainer().Concat(WithOneParameter(pointwise.Step)).Select(plainer => new PointwiseStep(plainer)),
        SignStep { Spelling: not "plus" } => [new SignStep("plus")],
        FrameStep frame => Plainer(frame),
        ConvolutionStep convolution => Plainer(convolution),
        PoolStep pool => Plainer(pool),
        JoinStep join =>
            WithOneReplaced(join.Left, Replacements).Select(left => join with { Left = left })
                .Concat(WithOneReplaced(join.Right, Replacements).Select(right => join with { Right = right })),
        ActivationStep activation => Plainer(activation),
        DenseStep dense =>
            Fewer(dense.Outputs).Select(outputs => dense with { Outputs = outputs })
                .Concat(dense.Weights.Plainer().Select(weights => dense with { Weights = weights })),
        _ => [],
    };

    private static IEnumerable<NetworkStep> Plainer(ActivationStep activation) =>
        WithOneReplaced(activation.Right, Replacements).Select(right => activation with { Right = right })
            .Concat(WithOneReplaced(activation.Left, Replacements).Select(left => activation with { Left = left }))
            .Concat(ExpressionShrinker.Smaller(activation.Expression).Select(expression => activation with { Expression = expression }));

    private static IEnumerable<NetworkStep> Plainer(FrameStep frame)
    {
        if (frame.Top > 0)
            yield return frame with { Top = frame.Top - 1 };
        if (frame.Left > 0)
            yield return frame with { Left = frame.Left - 1 };
        if (frame.Bottom > 0)
            yield return frame with { Bottom = frame.Bottom - 1 };
        if (frame.Right > 0)
            yield return frame with { Right = frame.Right - 1 };
    }

    private static IEnumerable<NetworkStep> Plainer(ConvolutionStep convolution) =>
        Fewer(convolution.Outputs).Select(outputs => convolution with { Outputs = outputs })
            .Concat(convolution.Groups == 1 ? [] : [convolution with { Groups = 1 }])
            .Concat(convolution.Rows.Plainer().Select(rows => convolution with { Rows = rows }))
            .Concat(convolution.Columns.Plainer().Select(columns => convolution with { Columns = columns }))
            .Concat(convolution.Weights.Plainer().Select(weights => convolution with { Weights = weights }));

    private static IEnumerable<NetworkStep> Plainer(PoolStep pool) =>
        pool.Rows.Plainer().Select(rows => pool with { Rows = rows })
            .Concat(pool.Columns.Plainer().Select(columns => pool with { Columns = columns }))
            .Concat(pool.CountsPadding ? [pool with { CountsPadding = false }] : []);

    private static IEnumerable<ChainStep> WithOneParameter(ChainStep step)
    {
        if (step.A.Length < 2)
            yield break;
        for (int channel = 0; channel < Math.Min(step.A.Length, 8); channel++)
        {
            float[] Only(float[] values) => values.Length == 0 ? values : [values[channel % values.Length]];
            yield return step with { A = Only(step.A), B = Only(step.B), C = Only(step.C), D = Only(step.D) };
        }
    }

    private static IEnumerable<int> Fewer(int count)
    {
        if (count > 1)
            yield return 1;
        if (count > 3)
            yield return count / 2;
        if (count > 2)
            yield return count - 1;
    }
}
