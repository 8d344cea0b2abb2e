// SPDX-License-Identifier: MIT
using System.Globalization;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>What a model takes: its element and its dimensions, the first of which is the batch and equals 1.</summary>
/// <example><c>new InputShape(InputElement.UInt8, [1, 1, 28, 28])</c></example>
public sealed class InputShape
{
    private readonly int[] _dimensions;

    /// <summary>The input of a model; throws if the first dimension is not 1 or the product is not a positive <see cref="int"/>.</summary>
    public InputShape(InputElement element, ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Length < 2 || dimensions[0] != 1)
            throw new ArgumentException("An input shape is [1, ...]: a batch of one and at least one dimension.", nameof(dimensions));
        Element = element;
        _dimensions = dimensions.ToArray();
        int length = 1;
        foreach (int dimension in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension, nameof(dimensions));
            length = checked(length * dimension);
        }

        Length = length;
    }

    /// <summary>The number type of the values the model takes.</summary>
    public InputElement Element { get; }

    /// <summary>Values in one example.</summary>
    public int Length { get; }

    /// <summary>Bytes in one example.</summary>
    public int ByteLength => checked(Length * (Element == InputElement.UInt8 ? 1 : sizeof(float)));

    /// <summary>The dimensions of one example, without the batch.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions.AsSpan(1);

    /// <summary>Where an image's channels, rows and columns lie in an example; false if the model's input is not shaped like an image.</summary>
    internal bool TryGetImage(out ImageLayout layout)
    {
        // Channels first is ONNX's own order; channels last is recognised by a last dimension of 1 or 3 where the first is neither.
        layout = Dimensions switch
        {
            [1 or 3, var height, var width] => new ImageLayout(Dimensions[0], height, width, ChannelsLast: false),
            [var height, var width, 1 or 3] => new ImageLayout(Dimensions[2], height, width, ChannelsLast: true),
            [var height, var width] => new ImageLayout(1, height, width, ChannelsLast: false),
            _ => default,
        };
        return layout.Channels != 0;
    }

    /// <summary>
    /// How many examples an array of this shape holds: <c>[N, d...]</c> and <c>[N, Length]</c> hold N, <c>d...</c> itself holds one.
    /// Dimensions of 1 do not count; a permuted shape is refused, for its values would be read in the wrong order. A model that takes a row of
    /// numbers has no
    /// other order than the array's own, so it reads images too: <c>[N, 28, 28]</c> for <c>[1, 784]</c>.
    /// </summary>
    public bool TryCountExamples(ReadOnlySpan<int> shape, out int count)
    {
        count = shape.IsEmpty ? 0 : shape[0];
        if (count > 0 && (IsOneExample(shape[1..]) || ((shape.Length == 2 || Dimensions.Length == 1) && CountOf(shape[1..]) == Length)))
            return true;
        count = 1;
        return IsOneExample(shape) || (shape.Length == 1 && shape[0] == Length);
    }

    private static long CountOf(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int dimension in shape)
            count = dimension > 0 && count <= int.MaxValue ? count * dimension : 0;
        return count;
    }

    /// <summary>The shape of a batch as a message shows it: <c>(N, 1, 28, 28)</c>.</summary>
    public override string ToString() => "(N, " + Show(Dimensions)[1..];

    /// <summary>A shape as numpy shows it: <c>(3, 10)</c>. Not by string.Join, which would add 200 KB to a native program.</summary>
    internal static string Show(ReadOnlySpan<int> shape)
    {
        string text = "(";
        for (int i = 0; i < shape.Length; i++)
            text += (i == 0 ? "" : ", ") + shape[i].ToString(CultureInfo.InvariantCulture);
        return text + ")";
    }

    private bool IsOneExample(ReadOnlySpan<int> shape)
    {
        int at = 0;
        foreach (int dimension in Dimensions)
        {
            if (dimension == 1)
                continue;
            while (at < shape.Length && shape[at] == 1)
                at++;
            if (at == shape.Length || shape[at++] != dimension)
                return false;
        }

        while (at < shape.Length && shape[at] == 1)
            at++;
        return at == shape.Length && (!shape.IsEmpty || Length == 1);
    }
}

/// <summary>An example read as an image; <see cref="ChannelsLast"/> tells RGBRGB... from RR...GG...BB....</summary>
internal readonly record struct ImageLayout(int Channels, int Height, int Width, bool ChannelsLast);
