// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Ops;

namespace BnnCompiler.Tests.Kernels;

/// <summary>Random convolutions of bits or codes of up to four bits, with weights of up to four bits, and what reads their sums.</summary>
internal static class RandomCodedLayers
{
    /// <summary>What reads the sums.</summary>
    public enum Result
    {
        /// <summary>Nothing that compares them.</summary>
        Sums,

        /// <summary>A quantizer, whose codes rise in some channels and fall in others.</summary>
        Codes,

        /// <summary>A threshold.</summary>
        Bits,
    }

    /// <summary>A layer.</summary>
    /// <param name="result">What reads its sums.</param>
    /// <param name="window">Its window, for the image.</param>
    /// <param name="image">[1, H, W, C].</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="random">Where numbers come from.</param>
    public static Layer Of(Result result, Window window, Shape image, int outputs, Random random)
    {
        int most = random.Next(5) == 0 ? 0 : random.Next(1, 16);
        Op input = new Input(new(ElementType.UInt8, image)).Named("x", null);
        if (most == 0)
            input = new Threshold(input, new Constant(Tensor.Of(new(1, 1), 128)), new Constant(BitTensor.FromPredicate(new(1), _ => false)));
        else
        {
            ImmutableArray<int> limits = [.. Enumerable.Range(1, most).Select(i => i * 256 / (most + 1))];
            ImmutableArray<byte> codes = [.. Enumerable.Range(0, most + 1).Select(code => (byte)code)];
            input = new Quantize(input, new Constant(Tensor.Of(new(most, 1), limits)), new Constant(Tensor.Of(new(most + 1, 1), codes)));
        }

        Shape shape = new(outputs, window.Rows.Size, window.Columns.Size, image.Channels);
        var (least, greatest, step) = random.Next(6) switch
        {
            0 => (-1, 1, 1),
            1 => (-2, 1, 1),
            2 => (-3, 3, 2),
            3 => (-4, 3, 1),
            4 => (-7, 7, 2),
            _ => (-1, 1, 2),
        };
        int Weight() => least + (step * random.Next(((greatest - least) / step) + 1));
        ConvolutionOp conv = most > 0 && step == 2 && greatest == 1
            ? new BinaryConv(input, new Constant(BitTensor.FromPredicate(shape, _ => random.Next(2) == 0)), window, 1)
            : new IntegerConv(
                input,
                new Constant(new Tensor<sbyte>(
                    new(ElementType.Int8, shape), [.. Enumerable.Range(0, shape.ElementCount).Select(_ => (sbyte)Weight())])),
                window,
                1);
        int spread = conv.FanIn * Math.Max(1, most) * greatest / 3;
        int[] Ascending(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(-spread - 1, spread + 2)).Order()];
        int rules = random.Next(3) switch { 0 => 1, 1 => outputs, _ => conv.Type.Shape.ElementCount };
        bool[] falls = [.. Enumerable.Range(0, rules == 1 ? 1 : outputs).Select(_ => random.Next(3) == 0)];
        if (result == Result.Sums)
            return new(conv, null);
        if (result == Result.Bits)
        {
            ImmutableArray<int> limits = [.. Enumerable.Range(0, rules).Select(_ => Ascending(1)[0])];
            var flips = BitTensor.FromPredicate(new(rules), rule => falls[rule % falls.Length]);
            return new(conv, new Threshold(conv, new Constant(Tensor.Of(new(1, rules), limits)), new Constant(flips)));
        }

        int count = random.Next(1, 6);
        int[][] ofRules = [.. Enumerable.Range(0, rules).Select(_ => Ascending(count))];
        int[][] codesOfRules = [.. Enumerable.Range(0, rules).Select(rule =>
            Enumerable.Range(0, count + 1).Select(_ => random.Next(8)).Order().ToArray())];
        foreach (int[] codes in codesOfRules.Where((_, rule) => falls[rule % falls.Length]))
            Array.Reverse(codes);
        return new(conv, new Quantize(
            conv,
            new Constant(Tensor.Of(new(count, rules), [.. Enumerable.Range(0, count * rules).Select(i => ofRules[i % rules][i / rules])])),
            new Constant(Tensor.Of(
                new(count + 1, rules), [.. Enumerable.Range(0, (count + 1) * rules).Select(i => (byte)codesOfRules[i % rules][i / rules])]))));
    }
}
