// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Targets.CSharp;

namespace BnnCompiler.Tests.Targets;

/// <summary>Names and tables of a generated class, where a model's names or types could break it.</summary>
public class CSharpEmissionTests
{
    [Fact]
    public void A_table_is_not_called_like_its_class_or_what_reads_its_file()
    {
        var op = new Input(new(ElementType.UInt8, new(1, 2)));
        Constant Table() => new(Tensor.Of(new Shape(1), [1f]));
        var emission = new CSharpEmission(new("Example", "Fc1Weights"));
        Assert.Equal("Fc1Weights2", emission.Table(op.Named("fc1", null), Table(), "weights"));
        Assert.Equal("EmbeddedWeights2", emission.Table(op.Named("embedded", null), Table(), "weights"));
    }

    [Fact]
    public void A_constant_that_is_read_as_two_types_is_two_tables()
    {
        var constant = new Constant(Tensor.Of(new Shape(1), [1]));
        var emission = new CSharpEmission(new("Example", "Network"));
        var (first, second) = (X("a"), X("b"));
        Assert.Equal("AStarts", emission.Table(first, constant, "starts", "ushort"));
        Assert.Equal("BLimits", emission.Table(second, constant, "limits"));
        Assert.Equal("AStarts", emission.Table(second, constant, "starts", "ushort"));
        Assert.Equal(["ushort", "int"], emission.Tables.Select(table => table.Element));

        static Op X(string name) => new Input(new(ElementType.UInt8, new(1, 2))).Named(name, null);
    }

    [Fact]
    public void Scores_that_are_bits_are_refused()
    {
        var x = new Input(new(ElementType.UInt8, new(1, 4))).Named("x", null);
        var (limit, flip) = (new Constant(Tensor.Of(new Shape(1, 1), [128])), new Constant(BitTensor.FromPredicate(new(1), _ => false)));
        var graph = new Graph("g", [x], [new Threshold(x, limit, flip).Named("y", null)]);
        var refusal = Assert.Throws<DiagnosticException>(() => new CSharpTarget(new("N", "C")).Spell(graph)).Diagnostic;
        Assert.Equal("BNN2006", refusal.Code);
        Assert.Contains("the C# target returns float32", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arena")]
    [InlineData("instance")]
    [InlineData("together")]
    [InlineData("weights")]
    public void What_a_kernel_keeps_is_no_field_that_the_class_has(string name)
    {
        var op = new Input(new(ElementType.UInt8, new(1, 2))).Named(name, null);
        Assert.Equal($"s_{name}2", new CSharpEmission(new("Example", "Network")).Kept("PixelConvolution", op));
    }
}
