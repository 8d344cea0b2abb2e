// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Targets.CSharp;

namespace BnnCompiler.Tests.Passes;

public class LongChainTests
{
    /// <summary>Far more than quadratic work in 40,000 ops would allow, far less than a linear compiler needs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    [Trait("Length", "Long")]
    public void A_chain_of_forty_thousand_ops_is_compiled_in_time_proportional_to_its_length()
    {
        var input = new Input(new(ElementType.Float32, new(1, 2))).Named("x", null);
        var one = new Constant(Tensor.Of(new Shape(ImmutableArray<int>.Empty), 1f));
        Op chain = new Dense(input, new Constant(Tensor.Of(new(2, 2), 1f, -1f, 1f, 1f))).Named("fc", null);
        for (int i = 0; i < 20_000; i++)
            chain = new Subtract(new Add(chain, one), one);
        var clock = Stopwatch.StartNew();
        var files = Compiler.Compile(new("chain", [input], [chain]), new CSharpTarget(new("Example", "Chain")), new()).Code.Sources;
        Assert.True(clock.Elapsed < Patience, $"40,000 ops took {clock.Elapsed}");
        Assert.Equal(40_000, files[0].Text.Split('\n').Count(line => line.Contains("1f;", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_trunk_of_three_thousand_residual_sums_is_compiled_in_time_proportional_to_its_length()
    {
        var input = new Input(new(ElementType.Float32, new(1, 1, 2, 3))).Named("x", null);
        var bits = new Sign(input, 1);
        Op trunk = new Sign(new Subtract(input, new Constant(Tensor.Of(new Shape(1), 1f))), 1);
        for (int i = 0; i < 3_000; i++)
            trunk = new Add(trunk, bits);
        var clock = Stopwatch.StartNew();
        var files = Compiler.Compile(new("trunk", [input], [trunk]), new CSharpTarget(new("Example", "Trunk")), new()).Code.Sources;
        Assert.True(clock.Elapsed < Patience, $"3,000 sums took {clock.Elapsed}");
        Assert.Contains("unchecked(", files[0].Text, StringComparison.Ordinal);
    }
}
