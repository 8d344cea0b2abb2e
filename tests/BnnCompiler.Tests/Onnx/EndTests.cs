// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Onnx;
using BnnCompiler.Onnx.Protos;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

/// <summary>What classifiers do with their scores.</summary>
public class EndTests
{
    private static OnnxWriter Scores => new OnnxWriter(1, 3).Node("s", "Neg", "x");

    private static void GivesScores(OnnxWriter model, string note, string place, ImportOptions? options = null)
    {
        var log = new DiagnosticLog();
        model.Import(options, log);
        Assert.Equal([-1, -2, -3], model.Run(options, 1, 2, 3));
        Assert.Equal([(note, place, DiagnosticSeverity.Note)], log.Entries.Select(entry => (entry.Code, entry.Place, entry.Severity)));
    }

    [Fact]
    public void TopK_of_one_is_replaced_by_the_scores() =>
        GivesScores(Scores.Integers("k", 1).Node("values y", "TopK", "s k", Int("axis", -1), Int("largest", 1), Int("sorted", 1)),
            "BNN1101", "node 'values y_TopK'");

    [Fact]
    public void Arg_max_and_what_follows_it_is_replaced_by_the_scores() => GivesScores(
        Scores.Node("i", "ArgMax", "s", Int("axis", 1), Int("keepdims", 1))
            .Node("q", "Squeeze", "i", Ints("axes", 1)).Node("y", "Cast", "q", Int("to", 1)),
        "BNN1101", "node 'i_ArgMax'");

    [Fact]
    public void Arg_max_of_softmax_needs_no_consent() =>
        GivesScores(Scores.Node("p", "Softmax", "s").Node("y", "ArgMax", "p", Int("axis", 1)), "BNN1101", "node 'y_ArgMax'");

    [Theory]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    public void Softmax_is_dropped_on_request(string op) =>
        GivesScores(Scores.Node("y", op, "s", Int("axis", 1)), "BNN1102", $"node 'y_{op}'", new() { DropSoftmax = true });

    [Fact]
    public void Scores_and_their_class_are_one_output()
    {
        var model = Scores.Node("y", "ArgMax", "s", Int("axis", -1));
        model.Graph.Output.Add(new ValueInfoProto { Name = "s" });
        Assert.Single(model.Import().Outputs);
    }
}
