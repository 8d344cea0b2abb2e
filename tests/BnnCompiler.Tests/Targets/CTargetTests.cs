// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Signed;
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

    /// <summary>Names of tables are in lower case and have no two lines in a row, whatever the prefix.</summary>
    [Theory]
    [InlineData("net")]
    [InlineData("MyNet")]
    [InlineData("my__net_")]
    public void A_comment_names_the_tables_of_its_op(string prefix)
    {
        var table = new Constant(Tensor.Of(new Shape(1, 4), [1f, 2f, 3f, 4f]));
        string source = Source(new Multiply(X(), table).Named("scaled", null), prefix);
        Assert.Contains("/* %scaled = mul(%x, scaled_factors) : float32[1, 4] */", source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_call_and_a_long_comment_take_several_lines()
    {
        string text = OpDocumentation.ExampleOf(SignedConvThreshold.KindOf).Replace("%x", "%a_name_of_some_length", StringComparison.Ordinal);
        var bits = BnnParser.Parse(text, "test.bnn").Outputs[0];
        string[] lines = Source(new ToFloat(bits).Named("scores", null)).Split('\n');
        int comment = Array.FindIndex(lines, line => line.Contains("= signed_conv_threshold(", StringComparison.Ordinal));
        Assert.StartsWith("    /*     {outputs=", lines[comment + 1], StringComparison.Ordinal);
        int call = Array.FindIndex(lines, line => line.Trim() == "bnn_signed_conv_threshold_u8(");
        Assert.True(call > comment, "the call is in one line");
        Assert.All(lines[(call + 1)..(call + 3)], line => Assert.StartsWith("        ", line, StringComparison.Ordinal));
        Assert.All(lines[(call + 1)..(call + 3)], line => Assert.InRange(line.Length, 10, 140));
    }

    [Fact]
    public void Scores_that_are_bits_are_refused()
    {
        var limit = new Constant(Tensor.Of(new Shape(1, 1), [0.5f]));
        var op = new Threshold(X(), limit, new Constant(BitTensor.FromPredicate(new(1), _ => false))).Named("y", null);
        var refusal = Assert.Throws<DiagnosticException>(() => Source(op)).Diagnostic;
        Assert.Equal("error BNN2006: the scores are bit[1, 4]; the C target returns float32 or int32", refusal.ToString());
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

    private static string Source(Op output, string prefix = "net")
    {
        var input = output;
        while (input is not Input)
            input = input.Operands[0];
        return new CTarget(new(prefix, Machine)).Spell(new("g", [input], [output])).Sources.Single(source => source.Name == prefix + ".c").Text;
    }
}
