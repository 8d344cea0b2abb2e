// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Security.Cryptography;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Text;
using BnnCompiler.Verification;

namespace BnnCompiler.Tests.Passes;

/// <summary>Large weights lie in a file, and everything else is as it was.</summary>
public class ExternalWeightsTests
{
    private const string File = "bnn.wide.weights";

    [Fact]
    public void Few_weights_stay_where_they_are()
    {
        // 1024 rows of 8192 bits are 1 MiB to the byte.
        var packed = Packed(8192, 1024);
        var (graph, content) = ExternalWeights.Move(packed, File);
        Assert.Same(packed, graph);
        Assert.Empty(content);
    }

    [Fact]
    public void Many_weights_lie_in_the_file_from_multiples_of_64()
    {
        var packed = Packed(8200, 1024, 520, 9);
        var (graph, content) = ExternalWeights.Move(packed, File);
        var (before, after) = (packed.Ops.Select(op => (op as KernelOp)?.WeightTable).OfType<Constant>().ToList(),
            graph.Ops.Select(op => (op as KernelOp)?.WeightTable).OfType<Constant>().ToList());
        Assert.Equal(4, after.Count);
        Assert.All(before.Zip(after).Skip(2), pair => Assert.Same(pair.First.Value, pair.Second.Value));
        for (int layer = 0; layer < 2; layer++)
        {
            var external = Assert.IsType<ExternalTensor>(after[layer].Value);
            byte[] expected = TensorBytes.Of(before[layer].Value);
            Assert.Equal(0, external.Offset % 64);
            Assert.Equal(expected, content.AsSpan(external.Offset, expected.Length));
            Assert.Equal(content.Length, external.File.Length);
        }

        GraphVerifier.Verify(graph, Stage.Packed);
    }

    [Fact]
    public void Rows_of_weights_lie_in_the_file_too()
    {
        var (graph, content) = ExternalWeights.Move(Packed(CSharpKernels.Rows, 8200, 1024), File);
        var layer = Assert.Single(graph.Ops.OfType<SlicedThreshold>(), op => op.Weights.Value is ExternalTensor);
        Assert.Equal(64 + (8201 * 1024 / 8), content.Length);
        Assert.Contains(
            "ReadOnlySpan<ulong> Layer1Weights => s_weights.Span<ulong>(64, 131216);", Weights(graph, new("Example", "Wide")),
            StringComparison.Ordinal);
        Assert.Equal(8201, layer.Weights.Type.Shape[0]);
    }

    [Fact]
    public void The_file_starts_with_the_fingerprint_of_what_follows()
    {
        var (graph, content) = ExternalWeights.Move(Packed(8200, 1024), File);
        byte[] hash = SHA256.HashData(content.AsSpan()[64..]);
        Assert.Equal("BNNW\x1\0\0\0"u8, content.AsSpan(0, 8));
        Assert.Equal(hash.AsSpan(0, 8), content.AsSpan(8, 8));
        Assert.All(content.AsSpan(16, 48).ToArray(), padding => Assert.Equal(0, padding));
        Assert.Equal(BinaryPrimitives.ReadUInt64LittleEndian(hash), FileOf(graph).Fingerprint);
    }

    [Fact]
    public void The_text_reads_back_as_it_was_printed()
    {
        string text = BnnPrinter.Print(ExternalWeights.Move(Packed(8200, 1024), "odd \"name\"\n").Graph);
        Assert.Equal(text, BnnPrinter.Print(BnnParser.Parse(text, "t.bnn")));
    }

    [Fact]
    public void The_target_needs_no_weights()
    {
        var packed = Packed(8200, 1024, 9);
        var options = new CSharpOptions("Example", "Wide");
        string inline = Weights(packed, options), external = Weights(ExternalWeights.Move(packed, File).Graph, options);
        Assert.Contains(
            "private static readonly EmbeddedWeights s_weights = EmbeddedWeights.Load(typeof(Wide).Assembly, \"bnn.wide.weights\", 1056832, 0x",
            external, StringComparison.Ordinal);
        Assert.Contains("ReadOnlySpan<ulong> Layer1Weights => s_weights.Span<ulong>(64, 132096);", external, StringComparison.Ordinal);
        Assert.DoesNotContain("EmbeddedWeights", inline, StringComparison.Ordinal);
        string limits = inline[inline.IndexOf("Layer1Limits", StringComparison.Ordinal)..];
        Assert.EndsWith(limits, external, StringComparison.Ordinal);
        Assert.True(external.Length < 20_000);
    }

    [Theory]
    [InlineData("%w = constant at 64 : bit[1, 2, 8, 64]", "no line 'weights'")]
    [InlineData("weights \"w\" 1088 0x0123456789ABCDEF\n%w = constant at 65 : bit[1, 1, 8, 64]", "multiple of 64")]
    [InlineData("weights \"w\" 1088 0x0123456789ABCDEF\n%w = constant at 0 : bit[1, 1, 8, 64]", "behind the header")]
    [InlineData("weights \"w\" 127 0x0123456789ABCDEF\n%w = constant at 64 : bit[1, 1, 8, 64]", "a file of 127 bytes")]
    [InlineData("weights \"w\" 1073741824 0x0123456789ABCDEF\n%w = constant at 64 : float32[16384, 16384]", "does not lie at 64")]
    [InlineData("weights \"w\" 1088 0123456789ABCDEF", "0x and 16 hexadecimal digits")]
    [InlineData("weights \"w\" many 0x0123456789ABCDEF", "expected the length of the file of weights")]
    public void A_text_whose_weights_lie_nowhere_is_refused(string lines, string expected)
    {
        var fault = Assert.Throws<DiagnosticException>(() => BnnParser.Parse($"bnn 1\ngraph g\n{lines}\n  return %w\n", "t.bnn")).Diagnostic;
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_lie_in_one_file()
    {
        var packed = Packed(70, 9, 9);
        var weights = packed.Ops.Select(op => (op as KernelOp)?.WeightTable).ToList();
        var moved = packed.Rewrite(op => op is Constant constant && weights.IndexOf(constant) is >= 0 and var file
            ? new Constant(new ExternalTensor(op.Type, new("w" + file, 9000, 1), 64))
            : op);
        var fault = Assert.Throws<DiagnosticException>(() => GraphVerifier.Verify(moved, Stage.Packed)).Diagnostic;
        Assert.Contains("expected one file [weights-file]", fault.Message, StringComparison.Ordinal);
    }

    private static WeightsFile FileOf(Graph graph) =>
        graph.Ops.OfType<Constant>().Select(constant => constant.Value).OfType<ExternalTensor>().First().File;

    private static string Weights(Graph packed, CSharpOptions options) => new CSharpTarget(options).Spell(packed).Sources[1].Text;

    /// <summary>A packed network of dense layers with the given widths, the first of which is the input's.</summary>
    private static Graph Packed(params int[] widths) => Packed(CSharpKernels.Xnor, widths);

    private static Graph Packed(KernelCatalog kernels, params int[] widths)
    {
        Op x = new Input(new(ElementType.Float32, new(1, widths[0]))).Named("x", null);
        var input = x;
        x = new Sign(x, 1).Named("signs", null);
        for (int layer = 1; layer < widths.Length; layer++)
        {
            (int fanIn, int outputs, int seed) = (widths[layer - 1], widths[layer], layer);
            var weights = Tensor.Of(new Shape(outputs, fanIn),
                [.. Enumerable.Range(0, outputs * fanIn).Select(i => ((ulong)(i + (seed << 24)) * 0x9E3779B97F4A7C15) >> 63 == 0 ? 1f : -1f)]);
            x = new Dense(x, new Constant(weights).Named("w" + layer, null)).Named("layer" + layer, null);
            if (layer < widths.Length - 1)
                x = new Sign(x, 1).Named("signs" + layer, null);
        }

        // Scores of bits: the last sums are signed too, so that every layer has limits.
        var scores = new Dense(new Sign(x, 1).Named("last", null), Ones(widths[^1])).Named("scores", null);
        return Compiler.Lower(new("wide", [input], [scores]), new(), kernels: kernels);
    }

    private static Constant Ones(int fanIn) =>
        new(Tensor.Of(new Shape(2, fanIn), [.. Enumerable.Range(0, 2 * fanIn).Select(i => i % 3 == 0 ? 1f : -1f)]));
}
