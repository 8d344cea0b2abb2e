// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Planning;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Planning;

public class ExecutionPlannerTests
{
    private const string OneRule = "%limit = constant [0] : float32[1, 1]\n%flip = constant [-] : bit[1]\n";

    [Theory]
    [InlineData("input %x : float32[1, 2]\ninput %z : float32[1, 2]\n%y = add(%x, %z) : float32[1, 2]\nreturn %y",
        "the network has 2 inputs and 1 outputs; expected one of each")]
    [InlineData("input %x : float32[1, 2]\n%y = relu(%x) : float32[1, 2]\n%z = round(%x) {to=up} : float32[1, 2]\nreturn %y, %z",
        "the network has 1 inputs and 2 outputs; expected one of each")]
    [InlineData("input %x : float32[1, 2]\n%y = reshape(%x) : float32[2]\nreturn %y",
        "the scores do not depend on any layer; expected a network")]
    [InlineData("input %x : float32[1, 2]\n%y = constant [1, 2] : float32[1, 2]\nreturn %y",
        "the scores do not depend on any layer; expected a network")]
    [InlineData("input %x : float32[1, 2]\n%c = constant [1, 2] : float32[1, 2]\n%w = constant [+ +] : bit[2, 1]\n"
        + "%y = column_sum(%c, %w) : float32[1, 1]\nreturn %y",
        "'column_sum' reads a constant; expected a tensor that depends on the input. Fold constants before the export")]
    [InlineData(
        "input %x : float32[1, 2]\n%c = constant [1, 2] : float32[2]\n%r = reshape(%c) : float32[1, 2]\n%y = relu(%r) : float32[1, 2]\nreturn %y",
        "'relu' reads a constant; expected a tensor that depends on the input. Fold constants before the export")]
    public void A_graph_is_refused_unless_it_is_a_network(string body, string message) =>
        Assert.Equal($"error BNN2006: {message}", Refusal(body).ToString());

    [Fact]
    public void Bits_that_a_reshape_moves_to_other_words_are_copied()
    {
        var plan = Plan("input %x : bit[2, 32]\n%r = reshape(%x) : bit[1, 64] from \"flatten\"\n%y = to_float(%r) : float32[1, 64]\nreturn %y");
        Assert.Equal(["reshape", "to_float"], plan.Steps.Select(step => step.Result.Kind.Mnemonic));
        Assert.Equal(8, plan.ArenaBytes);
    }

    [Theory]
    [InlineData("2, 64", "1, 128")]
    [InlineData("1, 1, 5", "1, 5")]
    public void Bits_in_whole_words_are_reshaped_where_they_are(string from, string to)
    {
        var plan = Plan($"input %x : bit[{from}]\n%r = reshape(%x) : bit[{to}]\n%y = to_float(%r) : float32[{to}]\nreturn %y");
        Assert.Equal(plan.Input, Assert.Single(Assert.Single(plan.Steps).Buffers).Value);
        Assert.Equal(0, plan.ArenaBytes);
    }

    [Fact]
    public void The_page_of_the_refusal_shows_a_message_of_the_planner()
    {
        var refusal = Refusal("input %x : float32[1, 2]\n%w = constant [+ +] : bit[2, 1]\n%a = column_sum(%x, %w) : float32[1, 1]\n"
            + "%y = mul(%x, %a) : float32[1, 2] from \"scale\"\nreturn %y");
        Assert.Contains($"    {refusal}", File.ReadLines(SharedFiles.InRepository("docs/diagnostics/BNN2006.md")));
    }

    [Theory]
    [InlineData("1, 2, 3", "%limit = constant [0, 1, 2] : float32[1, 3]\n%flip = constant [---] : bit[3]\n")]
    [InlineData("2, 64", OneRule)]
    public void Bits_of_an_image_are_planned_each_row_in_words_of_its_own(string shape, string rule)
    {
        var plan = Plan(
            $"input %x : float32[{shape}]\n{rule}%b = threshold(%x, %limit, %flip) : bit[{shape}]\n%y = to_float(%b) : float32[{shape}]\nreturn %y");
        Assert.Equal(2, plan.Steps.Length);
        Assert.Equal(2 * 8, plan.ArenaBytes);
    }

    [Fact]
    public void The_methods_of_the_class_take_no_bits()
    {
        var graph = Parse("input %x : bit[1, 2]\n%y = to_float(%x) : float32[1, 2]\nreturn %y");
        var refusal = Assert.Throws<DiagnosticException>(() => new CSharpTarget(new("N", "C")).Spell(graph)).Diagnostic;
        Assert.Equal("error BNN2006: the input is bit[1, 2]; the C# target takes uint8 or float32 inputs", refusal.ToString());
    }

    [Fact]
    public void Computed_operands_are_not_repeated()
    {
        var refusal = Refusal("input %x : float32[1, 2]\n%w = constant [+ +] : bit[2, 1]\n%a = column_sum(%x, %w) : float32[1, 1]\n"
            + "%y = add(%x, %a) : float32[1, 2]\nreturn %y");
        Assert.Equal("BNN2006", refusal.Code);
        Assert.Contains("'add' repeats a computed float32[1, 1] to [1, 2]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_scores_than_fit_a_stack_are_refused()
    {
        var refusal = Refusal("input %x : float32[1, 65537]\n%y = relu(%x) : float32[1, 65537]\nreturn %y");
        Assert.Equal("BNN2006", refusal.Code);
        Assert.Contains("65537 scores; expected at most 65536", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_layers_needs_two_buffers()
    {
        // Four layers of four floats: 16 bytes for each result but the last, which is the caller's.
        var plan = Plan("input %x : float32[1, 4]\n%w = constant [++++ ++++ ++++ ++++] : bit[4, 4]\n"
            + string.Concat(new[] { ("x", "a"), ("a", "b"), ("b", "c"), ("c", "d") }.Select(
                pair => $"%{pair.Item2} = column_sum(%{pair.Item1}, %w) : float32[1, 4]\n"))
            + "return %d");
        Assert.Equal(4, plan.Steps.Length);
        Assert.Equal(2 * 16, plan.ArenaBytes);
        Assert.Equal([0, 16, 0], plan.Steps.Take(3).Select(step => step.Writes.Offset));
        Assert.Equal(plan.Output, plan.Steps[3].Writes);
    }

    [Fact]
    public void A_tensor_that_is_read_through_a_reshape_lives_until_then()
    {
        // a is needed by the last step only, and there as a vector; b and c must not lie on it.
        var plan = Plan("input %x : float32[1, 4]\n%w = constant [++++ ++++ ++++ ++++] : bit[4, 4]\n"
            + "%a = column_sum(%x, %w) : float32[1, 4]\n%b = column_sum(%a, %w) : float32[1, 4]\n%c = column_sum(%b, %w) : float32[1, 4]\n"
            + "%av = reshape(%a) : float32[4]\n%cv = reshape(%c) : float32[4]\n%y = add(%av, %cv) : float32[4]\nreturn %y");
        Assert.Equal(3 * 16, plan.ArenaBytes);
        Assert.Equal(3, plan.Steps.Take(3).Select(step => step.Writes.Offset).Distinct().Count());
    }

    private static ExecutionPlan Plan(string body) => ExecutionPlanner.Plan(Parse(body));

    private static Graph Parse(string body) => BnnParser.Parse($"bnn 1\ngraph g\n{body}\n", "test.bnn");

    private static Diagnostic Refusal(string body) => Assert.Throws<DiagnosticException>(() => Plan(body)).Diagnostic;
}
