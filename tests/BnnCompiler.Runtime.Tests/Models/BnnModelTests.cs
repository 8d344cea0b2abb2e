// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Runtime.Tests.Inputs;
using BnnCompiler.Tensors;

namespace BnnCompiler.Runtime.Tests.Models;

/// <summary>A network taken by interface gives what its class gives.</summary>
public class BnnModelTests
{
    /// <summary>Scores: the sum of the pixels, and 10 times the first one.</summary>
    private static readonly BnnModel Pixels = new("pixels", [1, 2, 3], 2, (ReadOnlySpan<byte> input, Span<float> scores) =>
    {
        scores[0] = 0;
        foreach (byte pixel in input)
            scores[0] += pixel;
        scores[1] = 10 * input[0];
    });

    private static readonly BnnModel Values = new("values", [1, 2], 2, (ReadOnlySpan<float> input, Span<float> scores) => input.CopyTo(scores));

    [Fact]
    public void An_object_has_the_sizes_of_its_class()
    {
        Assert.Equal(("pixels", 2, InputElement.UInt8, 6), (Pixels.Name, Pixels.ClassCount, Pixels.InputShape.Element, Pixels.InputShape.Length));
        Assert.Equal([2, 3], Pixels.InputShape.Dimensions.ToArray());
        Assert.Equal(InputElement.Float32, Values.InputShape.Element);
    }

    [Fact]
    public void An_object_runs_its_class()
    {
        float[] scores = new float[2];
        Pixels.Run((ReadOnlySpan<byte>)[1, 2, 3, 4, 5, 6], scores);
        Assert.Equal([21, 10], scores);
        Values.Run((ReadOnlySpan<float>)[0.5f, 2], scores);
        Assert.Equal([0.5f, 2], scores);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    [InlineData(0, 0)]
    public void The_class_is_the_first_greatest_score(byte first, int expected) =>
        Assert.Equal(expected, Pixels.Classify((ReadOnlySpan<byte>)[first, 4, 4, 4, 0, 0]));

    [Fact]
    public void Equal_scores_give_the_first_class() => Assert.Equal(0, Values.Classify((ReadOnlySpan<float>)[2, 2]));

    [Fact]
    public void The_other_element_is_refused_by_name()
    {
        var values = Assert.Throws<NotSupportedException>(() => Pixels.Run(new float[6], new float[2]));
        Assert.Equal("Found float32 values; the network 'pixels' takes uint8 pixels.", values.Message);
        var pixels = Assert.Throws<NotSupportedException>(() => Values.Classify(new byte[2]));
        Assert.Equal("Found uint8 pixels; the network 'values' takes float32 values.", pixels.Message);
    }

    [Fact]
    public void An_upload_runs_like_a_file()
    {
        var examples = InputFile.Parse("upload.raw", [0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6], Pixels.InputShape);
        float[] scores = new float[2];
        Pixels.Run(examples, 1, scores);
        Assert.Equal((2, 21f), (examples.Count, scores[0]));
        var fault = Assert.Throws<InputFileException>(() => InputFile.Parse("upload.png", "nothing"u8.ToArray(), Pixels.InputShape));
        Assert.StartsWith("upload.png: found 7 bytes of an unknown format", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(7, 2)]
    [InlineData(6, 1)]
    [InlineData(6, 3)]
    public void Another_length_is_refused(int pixels, int scores) =>
        Assert.Throws<ArgumentException>(() => Pixels.Run(new byte[pixels], new float[scores]));

    [Fact]
    public void An_upload_is_a_png_and_nothing_else()
    {
        byte[] npy = SampleFiles.Npy("|u1", "(2, 3)", new byte[6]);
        Assert.Equal(1, InputFile.Parse("upload", npy, Pixels.InputShape).Count);
        var fault = Assert.Throws<InputFileException>(() => InputFile.ParsePng("upload", npy, Pixels.InputShape));
        Assert.StartsWith($"upload: found {npy.Length} bytes that are no PNG image, expected a PNG image.", fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "upload: found an empty file",
            Assert.Throws<InputFileException>(() => InputFile.ParsePng("upload", [], Pixels.InputShape)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_input_and_flat_inputs_are_batches_too()
    {
        float[] scores = new float[2];
        Pixels.Run(Tensor.Create<byte>([1, 2, 3, 4, 5, 6], [2, 3]).AsReadOnlyTensorSpan(), scores);
        Assert.Equal([21, 10], scores);
        float[] two = new float[4];
        Pixels.Run(Tensor.Create<byte>([1, 2, 3, 4, 5, 6, 2, 0, 0, 0, 0, 0], [2, 6]).AsReadOnlyTensorSpan(), new TensorSpan<float>(two, [2, 2]));
        Assert.Equal([21, 10, 2, 20], two);
    }

    [Fact]
    public void Channels_last_become_channels_first_and_back()
    {
        byte[] first = new byte[6], last = new byte[6];
        PixelOrder.ToChannelsFirst([1, 11, 21, 2, 12, 22], 3, first);
        Assert.Equal([1, 2, 11, 12, 21, 22], first);
        PixelOrder.ToChannelsLast(first, 3, last);
        Assert.Equal([1, 11, 21, 2, 12, 22], last);
        Assert.Throws<ArgumentException>(() => PixelOrder.ToChannelsFirst(new byte[5], 3, new byte[5]));
        Assert.Throws<ArgumentException>(() => PixelOrder.ToChannelsLast(new byte[6], 3, new byte[5]));
        Assert.Throws<ArgumentException>(() => PixelOrder.ToChannelsLast(new byte[6], 0, new byte[6]));
    }

    [Fact]
    public void A_tensor_is_a_batch()
    {
        var inputs = Tensor.Create<byte>([1, 2, 3, 4, 5, 6, 2, 0, 0, 0, 0, 0], [2, 2, 3]);
        var scores = Tensor.CreateFromShape<float>([2, 2]);
        Pixels.Run(inputs.AsReadOnlyTensorSpan(), scores);
        Assert.Equal([21, 10, 2, 20], scores.ToArray());
    }

    [Fact]
    public void A_view_with_strides_is_read_in_its_own_order()
    {
        // The batch [[1, 2], [10, 20]] seen through its transpose.
        var inputs = Tensor.Create<float>([1, 2, 10, 20], [2, 2]);
        var transposed = new ReadOnlyTensorSpan<float>([1f, 2, 10, 20], [2, 2], [1, 2]);
        float[] scores = new float[4];
        Values.Run(transposed, new TensorSpan<float>(scores, [2, 2]));
        Assert.Equal([1, 10, 2, 20], scores);
        Values.Run(inputs.AsReadOnlyTensorSpan(), new TensorSpan<float>(scores, [2, 2]));
        Assert.Equal([1, 2, 10, 20], scores);
    }

    [Fact]
    public void Tensors_of_another_shape_are_refused()
    {
        var six = Tensor.CreateFromShape<byte>([3, 2]);
        var wrong = Assert.Throws<ArgumentException>(() => Pixels.Run(six.AsReadOnlyTensorSpan(), new float[2]));
        Assert.StartsWith("Found inputs of shape (3, 2); the network 'pixels' takes (N, 2, 3).", wrong.Message, StringComparison.Ordinal);
        var two = Tensor.CreateFromShape<byte>([2, 2, 3]);
        var room = Assert.Throws<ArgumentException>(() => Pixels.Run(two.AsReadOnlyTensorSpan(), new TensorSpan<float>(new float[6], [3, 2])));
        Assert.StartsWith("Found room for scores of shape (3, 2); expected (2, 2).", room.Message, StringComparison.Ordinal);
        var gaps = Assert.Throws<ArgumentException>(
            () => Pixels.Run(two.AsReadOnlyTensorSpan(), new TensorSpan<float>(new float[8], [2, 2], [4, 1])));
        Assert.StartsWith("Found a view with gaps", gaps.Message, StringComparison.Ordinal);
    }
}
