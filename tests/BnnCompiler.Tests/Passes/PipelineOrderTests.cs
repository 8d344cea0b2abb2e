// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Ops;
using BnnCompiler.Passes;
using BnnCompiler.SelfChecking;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Passes;

/// <summary>The reasons that <see cref="Pipeline"/> gives are true: what would come out in another order.</summary>
public class PipelineOrderTests
{
    private static readonly ScoreType[] ScoreTypes = [ScoreType.Float32, ScoreType.Int32];

    public static IEnumerable<object[]> Orders => PipelineOrder.All.Select(order => Names(order.Earlier, order.Later));

    public static IEnumerable<object[]> AnyOrders => PipelineOrder.AnyOrder.Select(pair => Names(pair.Item1, pair.Item2));

    public static TheoryData<string> PassNames => [.. ScoreTypes.SelectMany(scores => PassesTo(scores)).Select(pass => pass.Name).Distinct()];

    private static IEnumerable<string> Graphs => PipelineOrder.All.Select(order => order.Graph).Concat(PipelineOrder.OtherGraphs).Distinct();

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_earlier_pass_is_needed_before_the_later_one(string earlier, string later)
    {
        var order = PipelineOrder.All.Single(order => PassName.Of(order.Earlier) == earlier && PassName.Of(order.Later) == later);
        var passes = PassesTo(order.Scores);
        Assert.Equal(order.Gives, Ops(order.Graph, passes), ignoreLineEndingDifferences: true);
        Assert.Equal(order.Instead, Ops(order.Graph, Exchanged(passes, earlier, later)), ignoreLineEndingDifferences: true);
        Assert.NotEqual(order.Gives, order.Instead);
    }

    [Theory]
    [MemberData(nameof(AnyOrders))]
    public void Passes_that_may_stand_in_any_order_give_the_same_text(string one, string other)
    {
        var passes = ScoreTypes.Select(PassesTo).First(passes => passes.Any(pass => pass.Name == one) && passes.Any(pass => pass.Name == other));
        Assert.All(Graphs, graph => Assert.Equal(Text(graph, passes), Text(graph, Exchanged(passes, one, other))));
    }

    [Fact]
    public void Every_pair_of_neighbours_has_a_reason()
    {
        var known = PipelineOrder.All.Select(order => (order.Earlier, order.Later)).Concat(PipelineOrder.AnyOrder).ToHashSet();
        foreach (var passes in ScoreTypes.Select(PassesTo))
        {
            foreach (var (earlier, later) in passes.Zip(passes.Skip(1), (one, next) => (one.GetType(), next.GetType())))
            {
                Assert.True(known.Contains((earlier, later)), $"Nothing says why {PassName.Of(earlier)} stands in front of {PassName.Of(later)}: "
                    + "add a graph that is worse in the other order to PipelineOrder.All, or both to PipelineOrder.AnyOrder.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(PassNames))]
    public void No_pass_can_be_left_out(string name) =>
        Assert.Contains(ScoreTypes.Select(PassesTo), passes =>
        {
            var others = passes.RemoveAll(pass => pass.Name == name);
            return others.Length < passes.Length && Graphs.Any(graph => Text(graph, passes) != Text(graph, others));
        });

    [Fact]
    public void Rules_of_binarize_layers_need_the_results_of_each_other()
    {
        var graph = Parsed(PipelineOrder.TwoLayers);
        RewriteRule[] rules =
        [
            new RemoveStraightThroughResidue(), new FusePointwiseIntoThreshold(), new KeepBits(),
            new PoolPixels(), new LowerConvolution(), new LowerDense(),
        ];
        var oneByOne = rules.Aggregate(graph, (current, rule) => rule.Run(current, new()));
        Assert.Contains(oneByOne.Ops, op => op is Threshold { Input: ToFloat });
        Assert.DoesNotContain(new BinarizeLayers().Run(graph, new()).Ops, op => op is Threshold { Input: ToFloat });
    }

    private static object[] Names(Type earlier, Type later) => [PassName.Of(earlier), PassName.Of(later)];

    private static ImmutableArray<Pass> PassesTo(ScoreType scores) => Pipeline.For(CSharpKernels.Fastest, scores);

    /// <summary>The later pass stands directly in front of the earlier one.</summary>
    private static ImmutableArray<Pass> Exchanged(ImmutableArray<Pass> passes, string earlier, string later)
    {
        var moved = passes.Single(pass => pass.Name == later);
        var others = passes.Remove(moved);
        return others.Insert(others.IndexOf(others.Single(pass => pass.Name == earlier)), moved);
    }

    /// <summary>The ops in front of the last pass, as <see cref="PipelineOrder.Gives"/> has them, or the refusal up to its first semicolon.</summary>
    private static string Ops(string graph, ImmutableArray<Pass> passes)
    {
        string ops = "";
        string outcome = Text(graph, passes, (pass, result) => ops = pass == passes[^1] ? ops : string.Join('\n', result.Ops
            .Where(op => op is not (Input or Constant))
            .Select(op => $"{op.Kind.Mnemonic} {op.Type}")));
        return outcome.StartsWith("bnn", StringComparison.Ordinal) ? ops : outcome.Split(';')[0];
    }

    /// <summary>The text of what comes out behind the last pass, or the refusal.</summary>
    private static string Text(string text, ImmutableArray<Pass> passes, Action<Pass, Graph>? observe = null)
    {
        var graph = Parsed(text);
        try
        {
            return BnnPrinter.Print(Compiler.Lower(graph, passes, new SelfCheck(graph), new(), observe));
        }
        catch (DiagnosticException refusal)
        {
            return refusal.Diagnostic.Message;
        }
    }

    private static Graph Parsed(string text) => BnnParser.Parse($"bnn 1\ngraph g\n{text}", "g");
}
