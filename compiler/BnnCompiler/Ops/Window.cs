// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>A window that slides over the rows and columns of an image [1, H, W, C]: a kernel without its weights.</summary>
/// <param name="Rows">Along the height.</param>
/// <param name="Columns">Along the width.</param>
internal sealed record Window(WindowAxis Rows, WindowAxis Columns)
{
    private const int MaxExtent = 1 << 14;

    /// <summary>Taps of the whole window.</summary>
    public int Taps => Rows.Size * Columns.Size;

    /// <summary>A window that takes every position once and pads nothing.</summary>
    public static Window Of(int height, int width) => new(new(height, 1, 0, 0, 1), new(width, 1, 0, 0, 1));

    /// <summary>Whether some window may lie partly outside of the image.</summary>
    public bool IsPadded => Rows.Before + Rows.After + Columns.Before + Columns.After > 0;

    /// <summary>The shape of the result on an image, with <paramref name="channels"/> channels.</summary>
    public Shape Result(Shape image, int channels) => new(1, Rows.Outputs(image[1]), Columns.Outputs(image[2]), channels);

    /// <summary>The taps of output (<paramref name="row"/>, <paramref name="column"/>) that lie inside of the image, row by row.</summary>
    public IEnumerable<Tap> ValidTaps(Shape image, int row, int column) =>
        from y in Rows.ValidTaps(row, image[1])
        from x in Columns.ValidTaps(column, image[2])
        select new Tap((y * Columns.Size) + x, (Rows.Position(row, y) * image[2]) + Columns.Position(column, x));

    /// <summary>As in the .bnn text; <paramref name="withKernel"/> where the size does not follow from weights.</summary>
    public ImmutableArray<OpAttribute> Attributes(bool withKernel)
    {
        ImmutableArray<OpAttribute> rest =
        [
            new("strides", Words(Rows.Stride, Columns.Stride)),
            new("pads", Words(Rows.Before, Columns.Before, Rows.After, Columns.After)),
            new("dilations", Words(Rows.Dilation, Columns.Dilation)),
        ];
        return withKernel ? [new("kernel", Words(Rows.Size, Columns.Size)), .. rest] : rest;
    }

    /// <summary>The window of attributes that state its size.</summary>
    public static Window Parse(OpArguments arguments)
    {
        int[] kernel = Numbers(arguments, "kernel", 2, 1);
        return Parse(arguments, kernel[0], kernel[1]);
    }

    /// <summary>The window of attributes, for weights of the given size.</summary>
    public static Window Parse(OpArguments arguments, int height, int width)
    {
        int[] strides = Numbers(arguments, "strides", 2, 1), dilations = Numbers(arguments, "dilations", 2, 1);
        int[] pads = Numbers(arguments, "pads", 4, 0);
        return new(new(height, strides[0], pads[0], pads[2], dilations[0]), new(width, strides[1], pads[1], pads[3], dilations[1]));
    }

    /// <summary>An attribute of several integers: <c>1x1</c>.</summary>
    public static int[] Numbers(OpArguments arguments, string name, int count, int least)
    {
        string word = arguments.Word(name);
        string[] parts = word.Split('x');
        int[] numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!NumberText.TryParse(parts[i], out numbers[i]) || numbers[i] < least || numbers[i] > MaxExtent || parts.Length != count)
            {
                throw new InvalidOpException($"attribute '{name}' is '{word}'; expected {NumberText.Of(count)} integers from "
                    + $"{NumberText.Of(least)} to {NumberText.Of(MaxExtent)}, joined by 'x'");
            }
        }

        return numbers;
    }

    /// <summary>Several integers as a word of the .bnn text.</summary>
    public static string Words(params int[] numbers) => string.Join("x", numbers.Select(number => NumberText.Of(number)));
}

/// <summary>A tap of a window at one of its positions.</summary>
/// <param name="Index">Its place in the kernel, row by row.</param>
/// <param name="Pixel">The pixel it meets, row by row.</param>
internal readonly record struct Tap(int Index, int Pixel);
