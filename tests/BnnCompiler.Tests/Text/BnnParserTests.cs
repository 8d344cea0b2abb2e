// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Text;

/// <summary>What no file test can say: places, line ends, lengths, truncation. FileTests/Text has the faults one by one.</summary>
public class BnnParserTests
{
    private const string Tiny =
        "bnn 1\ngraph g\n  input %x : float32[1, 2]\n  %w = constant @w : bit[1, 65]\n  %y = relu(%x) : float32[1, 2] from \"a\"\n  return %y, %w\n"
        + "data @w\n  AAAAAAAAAAABAAAAAAAAAA==\n";

    [Theory]
    [InlineData("bnn 1\ngraph g\n  input %x : float32[1, 2]\n  %y = relu(%z) : float32[1, 2]\n  return %y\n", "BNN0001", "net.bnn(4,14)")]
    [InlineData("bnn 1\ngraph g\n  input %x : float32[1, 2]\n  %y = sign(%x) : float32[1, 2]\n  return %y\n", "BNN0002", "net.bnn(4,3)")]
    [InlineData("bnn 1\ngraph g\n  input %x : float32[1, 2]\n\n; note\n  return %x,\n", "BNN0001", "net.bnn(6,13)")]
    [InlineData("bnn 1\ngraph g\n  %c = constant [1, 300, 2] : uint8[3]\n  return %c\n", "BNN0001", "net.bnn(3,21)")]
    [InlineData("bnn 1\ngraph g\n  %c = constant @c : uint8[3]\n  return %c\ndata @c\n  AA*A\n", "BNN0001", "net.bnn(6,5)")]
    [InlineData("\n; first\nbnn 7\n", "BNN0003", "net.bnn(3,5)")]
    public void A_fault_is_placed_by_line_and_column(string text, string code, string place)
    {
        var diagnostic = Assert.Throws<DiagnosticException>(() => BnnParser.Parse(text, "net.bnn")).Diagnostic;
        Assert.Equal((code, place), (diagnostic.Code, diagnostic.Place));
    }

    [Fact]
    public void Line_ends_blanks_and_a_byte_order_mark_make_no_difference()
    {
        string expected = BnnPrinter.Print(BnnParser.Parse(Tiny, "t.bnn"));
        string[] spellings =
        [
            Tiny.Replace("\n", "\r\n", StringComparison.Ordinal),
            Tiny.Replace("\n", "  \t\n\n", StringComparison.Ordinal),
            Tiny.Replace("\n", "\n;\n  ; data @w\n", StringComparison.Ordinal),
            Tiny.Replace("  ", "", StringComparison.Ordinal).TrimEnd('\n'),
            Tiny.Replace(" = ", "=", StringComparison.Ordinal).Replace(" : ", ":", StringComparison.Ordinal)
                .Replace(", ", ",", StringComparison.Ordinal),
            Tiny.Replace("AAAAAAAAAAAB", "AAAAA\n  AAAAAAB", StringComparison.Ordinal),
            "\uFEFF" + Tiny,
        ];
        Assert.All(spellings, text => Assert.Equal(expected, BnnPrinter.Print(BnnParser.Parse(text, "t.bnn"))));
    }

    [Fact]
    public void Every_text_that_is_cut_off_is_refused()
    {
        for (int length = 0; length < Tiny.Length - 1; length++)
            Assert.Throws<DiagnosticException>(() => BnnParser.Parse(Tiny[..length], "t.bnn"));
    }

    [Fact]
    public void Every_changed_digit_of_data_is_refused_or_changes_the_values()
    {
        const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
        int start = Tiny.LastIndexOf("AAAAAAAAAAAB", StringComparison.Ordinal);
        var seen = new HashSet<string> { BnnPrinter.Print(BnnParser.Parse(Tiny, "t.bnn")) };
        for (int index = start; index < Tiny.Length - 1; index++)
        {
            foreach (char digit in Digits.Where(digit => digit != Tiny[index]))
            {
                try
                {
                    Assert.True(seen.Add(BnnPrinter.Print(BnnParser.Parse(Tiny.Remove(index, 1).Insert(index, digit.ToString()), "t.bnn"))));
                }
                catch (DiagnosticException)
                {
                    // Padding, or a bit behind the end of the row.
                }
            }
        }

        // 60 of the first row's 64 bits are ten digits; the next digit holds the other 4, the one behind it bit 65.
        Assert.Equal(1 + (10 * 63) + 15 + 1, seen.Count);
    }

    [Fact]
    public void A_line_that_is_too_long_is_refused()
    {
        string text = "bnn 1\ngraph g\n  input %x : bit[1] from \"" + new string('a', BnnFormat.MaxLineLength) + "\"\n  return %x\n";
        var diagnostic = Assert.Throws<DiagnosticException>(() => BnnParser.Parse(text, "t.bnn")).Diagnostic;
        Assert.Contains("the most are 1048576", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Length", "Long")]
    public void A_deep_graph_needs_no_stack()
    {
        const int Depth = 200_000;
        var text = new StringBuilder("bnn 1\ngraph deep\n  input %v0 : float32[1]\n");
        for (int i = 1; i <= Depth; i++)
            text.Append("  %v").Append(NumberText.Of(i)).Append(" = relu(%v").Append(NumberText.Of(i - 1)).Append(") : float32[1]\n");
        text.Append("  return %v").Append(NumberText.Of(Depth)).Append('\n');
        var graph = BnnParser.Parse(text.ToString(), "t.bnn");
        Assert.Equal(Depth + 1, graph.Ops.Length);
        Assert.Equal(text.ToString(), BnnPrinter.Print(graph));
    }

    [Fact]
    public void Memory_stays_in_proportion_to_the_text()
    {
        string[] promises =
        [
            "  %c = constant @c : float32[268435456]\n  return %c\ndata @c\n  AAAA\n",
            "  %c = constant [+] : bit[268435456]\n  return %c\n",
            "  %c = constant [1] : float32[268435456]\n  return %c\n",
            "  input %x : bit[16384, 16384]\n  return %x\n",
        ];
        foreach (string promise in promises)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _ = Record.Exception(() => BnnParser.Parse("bnn 1\ngraph g\n" + promise, "t.bnn"));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }
}
