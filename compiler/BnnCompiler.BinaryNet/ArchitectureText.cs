// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.BinaryNet;

/// <summary>
/// Reads an architecture:
/// <code>
/// text  = "mlp:" input { "-" dense }
///       | "conv:" image { "-" convolution [ "-" pool ] } { "-" dense }      with at least one of each kind
/// input = number | image            image       = channels "x" height "x" width
/// dense = number                    convolution = number "C" kernel         pool = "MP" size
/// </code>
/// Every number is at least 1, a kernel is odd, a pool at least 2 and no larger than its image.
/// </summary>
internal sealed class ArchitectureText
{
    private const string ALayer = "a layer: a number from 1 (dense), such as '4096', a convolution, such as '128C3', or a pool, such as 'MP2'";
    private const string Examples = "mlp:784-4096-4096-4096-10 or conv:3x32x32-128C3-128C3-MP2-1024-10";

    private readonly string _text;
    private readonly bool _isConvolutional;
    private readonly ImmutableArray<ArchitectureLayer>.Builder _layers = ImmutableArray.CreateBuilder<ArchitectureLayer>();
    private ImageShape _shape;

    private ArchitectureText(string text, bool isConvolutional)
    {
        _text = text;
        _isConvolutional = isConvolutional;
    }

    /// <summary>The architecture that <paramref name="text"/> states.</summary>
    /// <exception cref="DiagnosticException">It states none (BNN1018).</exception>
    public static Architecture Parse(string text)
    {
        bool isConvolutional = text.StartsWith("conv:", StringComparison.Ordinal);
        if (!isConvolutional && !text.StartsWith("mlp:", StringComparison.Ordinal))
            throw Refusal(text, "it starts with neither 'mlp:' nor 'conv:'");
        return new ArchitectureText(text, isConvolutional).Read();
    }

    private Architecture Read()
    {
        string[] words = _text[(_text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('-');
        var input = _shape = InputOf(words[0]);
        foreach (string word in words.Skip(1))
            Add(word);
        if (_layers.Count == 0 || _layers[^1] is not DenseLayer)
            throw Refused("it does not end in a dense layer, which gives the scores: a number, such as '-10'");
        if (_isConvolutional && _layers[0] is DenseLayer)
            throw Refused("it has no convolution, such as '-128C3'; without one it is an 'mlp:'");
        return new(input.Channels, input.Height, input.Width, _layers.ToImmutable());
    }

    private ImageShape InputOf(string word)
    {
        string expected = "an input: channels x height x width, such as 3x32x32" + (_isConvolutional ? "" : ", or the number of inputs, such as 784");
        int[] numbers = [.. word.Split('x').Select(part => Number(part, word, expected))];
        return numbers switch
        {
            [var count] when !_isConvolutional && count <= Shape.MaxElements => ImageShape.Row(count),
            [var channels, var height, var width] when channels <= Shape.MaxElements / height && channels * height <= Shape.MaxElements / width =>
                new(channels, height, width),
            [_] when !_isConvolutional => throw TooLarge($"the input '{word}' has"),
            [_, _, _] => throw TooLarge($"the input '{word}' has"),
            _ => throw Unreadable(word, expected),
        };
    }

    private void Add(string word)
    {
        if (word.StartsWith("MP", StringComparison.Ordinal))
        {
            AddPool(word, Number(word[2..], word));
            return;
        }

        int kernelAt = word.IndexOf('C', StringComparison.Ordinal);
        ArchitectureLayer layer = kernelAt < 0
            ? new DenseLayer(Number(word, word))
            : Convolution(word, Number(word[..kernelAt], word), Number(word[(kernelAt + 1)..], word));
        RefuseUnlessHeld(word, layer);
        _layers.Add(layer);
        _shape = Architecture.OutputOf(layer, _shape);
    }

    private ConvolutionLayer Convolution(string word, int outputs, int kernel)
    {
        if (!_isConvolutional)
            throw Refused($"'{word}' is a convolution, which an 'mlp:' has none of; start with 'conv:'");
        if (_layers is [.., DenseLayer before])
            throw Refused($"the convolution '{word}' stands behind the dense layer '{before}', which leaves no image");
        return kernel % 2 == 1
            ? new(outputs, kernel, Pool: 1)
            : throw Refused($"the kernel of '{word}' is even; only an odd one has a middle, and keeps the size of the image");
    }

    private void AddPool(string word, int size)
    {
        if (_layers is not [.., ConvolutionLayer { Pool: 1 } convolution])
            throw Refused($"the pool '{word}' does not stand behind a convolution; expected it there, as in '128C3-MP2'");
        if (size < 2 || size > Math.Min(_shape.Height, _shape.Width))
        {
            throw Refused($"the pool '{word}' reads an image of {NumberText.Of(_shape.Height)}x{NumberText.Of(_shape.Width)}; "
                + "expected at least 2, and no more than the image has");
        }

        _layers[^1] = convolution with { Pool = size };
        _shape = new(_shape.Channels, _shape.Height / size, _shape.Width / size);
    }

    /// <summary>Every tensor of the compiler has a size that fits an int: sums and weights of the layer too.</summary>
    private void RefuseUnlessHeld(string word, ArchitectureLayer layer)
    {
        long fanIn = _shape.Count, sums = 1;
        if (layer is ConvolutionLayer { Kernel: var kernel })
        {
            sums = (long)_shape.Height * _shape.Width;
            fanIn = Math.Min(Shape.MaxElements, (long)kernel * kernel) * _shape.Channels;
        }

        // Divided, as a product of all could leave even a long.
        if (Math.Max(fanIn, sums) > Shape.MaxElements / layer.Outputs)
            throw TooLarge($"the layer '{word}' on {_shape} has weights, or sums, of");
    }

    private int Number(string digits, string word, string expected = ALayer) =>
        digits.Length is > 0 and < 10 && digits.All(char.IsAsciiDigit) && NumberText.TryParse(digits, out int number) && number >= 1
            ? number
            : throw Unreadable(word, expected);

    private DiagnosticException Unreadable(string word, string expected) => Refused($"'{PrintableText.Escape(word)}' is not {expected}");

    private DiagnosticException TooLarge(string what) => Refused($"{what} more than {NumberText.Of(Shape.MaxElements)} elements");

    private DiagnosticException Refused(string reason) => Refusal(_text, reason);

    private static DiagnosticException Refusal(string text, string reason) => DiagnosticCatalog.InvalidArchitecture.Error("",
        $"the architecture is '{PrintableText.Escape(text)}': {reason}. An architecture reads {Examples}");
}
