// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Ops;
using BnnCompiler.Targets.C;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Targets;

/// <summary>The generated C, where a model's names or shapes could break it.</summary>
public class CTargetTests
{
    private static readonly CMachine Machine = CMachine.Find("generic-32")!;

    [Theory]
    [InlineData("*\\ int evil(void) { return 1; } /*")]
    [InlineData("*/ int evil(void) { return 1; } /*")]
    [InlineData("line \\")]
    [InlineData("trigraph ??/")]
    public void The_name_of_a_node_stays_in_its_comment(string origin)
    {
        string source = Source(new Relu(X()).Named("y", new(origin)));
        string comment = Assert.Single(source.Split('\n'), line => line.Contains("relu(%x)", StringComparison.Ordinal)).Trim();
        Assert.StartsWith("/* ", comment, StringComparison.Ordinal);
        Assert.EndsWith(" */", comment, StringComparison.Ordinal);
        Assert.DoesNotContain("*/", comment[..^2], StringComparison.Ordinal);
        Assert.DoesNotContain("/*", comment[2..], StringComparison.Ordinal);
        Assert.DoesNotContain('\\', comment);
        Assert.DoesNotContain("??/", comment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("size_t", "size_t_")]
    [InlineData("int", "int_2")]
    [InlineData("static_assert", "static_assert_")]
    [InlineData("bnn_bit", "net_bnn_bit")]
    [InlineData("Linux", "linux_2")]
    [InlineData("9.a-b", "a_b")]
    public void Names_of_ops_become_names_that_C_does_not_use(string name, string expected)
    {
        string source = Source(new Relu(new Relu(new Relu(X()).Named(name, null)).Named("middle", null)).Named("y", null));
        Assert.Contains($"const float {expected} = ", source, StringComparison.Ordinal);
    }

    /// <summary>Whoever reads the call need not look up the kernel's parameters, and a comment shows what the op reads besides.</summary>
    [Fact]
    public void A_call_says_what_its_numbers_are_and_a_comment_what_an_op_reads()
    {
        var scaled = new Multiply(X(), new Constant(Tensor.Of(new Shape(1), [2f]))).Named("scaled", null);
        var (limit, flip) = (new Constant(Tensor.Of(new Shape(1, 1), [0.5f])), new Constant(BitTensor.FromPredicate(new(1), _ => false)));
        string source = Source(new ToFloat(new Threshold(scaled, limit, flip).Named("bits", null)).Named("y", null));
        Assert.Contains("/* %scaled = mul(%x, 2) : float32[", source, StringComparison.Ordinal);
        Assert.Contains("bnn_at_least_f32(scaled, /* rows */ 1, /* row_length */ ", source, StringComparison.Ordinal);
        Assert.Contains("/* limit */ 0.5f, bits);", source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transpose_of_more_axes_than_its_kernel_counts_is_refused()
    {
        var x = new Input(new(ElementType.Float32, new(1, 2, 1, 2, 1, 2, 1, 2, 2))).Named("x", null);
        var turned = new Transpose(x, [8, 7, 6, 5, 4, 3, 2, 1, 0]).Named("y", null);
        var refusal = Assert.Throws<DiagnosticException>(() => Source(turned)).Diagnostic;
        Assert.Equal("BNN2006", refusal.Code);
        Assert.Contains("'transpose' has 9 axes; expected at most 8", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_only_CSharp_has_is_refused()
    {
        const string OfPixels =
            "input %p : uint8[1, 1, 3, 1]\n%l = constant [1] : int32[1, 1]\n%f = constant [-] : bit[1]\n%x = threshold(%p, %l, %f) : bit[1, 1, 3, 1]";
        string text = OpDocumentation.ExampleOf(PixelConvThreshold.KindOf).Replace("input %x : bit[1, 1, 3, 1]", OfPixels, StringComparison.Ordinal);
        var refusal = Assert.Throws<DiagnosticException>(
            () => Source(new ToFloat(BnnParser.Parse(text, "test.bnn").Outputs[0]).Named("scores", null))).Diagnostic;
        Assert.Equal("BNN2006", refusal.Code);
        Assert.Contains("'pixel_conv_threshold' is a kernel for C#", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernels_that_nobody_calls_are_left_out()
    {
        string source = Source(new Round(X(), "down").Named("y", null));
        Assert.Contains("bnn_round_down(", source, StringComparison.Ordinal);
        Assert.DoesNotContain("bnn_round_even(", source, StringComparison.Ordinal);
    }

    private static Op X() => new Input(new(ElementType.Float32, new(1, 4))).Named("x", null);

    private static string Source(Op output)
    {
        var input = output;
        while (input is not Input)
            input = input.Operands[0];
        return new CTarget(new("net", Machine)).Spell(new("g", [input], [output])).Sources.Single(source => source.Name == "net.c").Text;
    }
}
