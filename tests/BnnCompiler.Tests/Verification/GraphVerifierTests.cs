// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Signed;
using BnnCompiler.Ops;
using BnnCompiler.Verification;

namespace BnnCompiler.Tests.Verification;

/// <summary>The rules that no text can break; FileTests/Verification breaks the others.</summary>
public class GraphVerifierTests
{
    private static readonly Op X = new Input(new(ElementType.Float32, new(1, 2))).Named("x", new("input_1"));

    [Fact]
    public void A_graph_has_outputs() => AssertBroken("outputs", new("g", [X], []));

    [Fact]
    public void The_input_list_holds_inputs_only() => AssertBroken("inputs", new("g", [X, new Relu(X).Named("y", null)], [X]));

    [Fact]
    public void An_input_is_listed_once() => AssertBroken("inputs", new("g", [X, X], [X]));

    [Fact]
    public void An_input_that_is_read_is_listed() => AssertBroken("input-list", new("g", [X], [new Relu(X.Named("z", null))]));

    [Fact]
    public void Inputs_have_different_names() => AssertBroken("input-names", new("g", [X, X.Named("x", null)], [X]));

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a\"; system(\"")]
    public void The_name_of_a_graph_is_a_name(string name) => AssertBroken("names", new(name, [X], [X]));

    [Fact]
    public void The_name_of_an_op_is_a_name() => AssertBroken("names", new("g", [X], [new Relu(X).Named("fc/1", null)]));

    [Fact]
    public void An_attribute_is_a_word()
    {
        var x = new Input(X.Type, "1 / 255").Named("x", null);
        AssertBroken("names", new("g", [x], [x]));
    }

    [Fact]
    public void A_kind_is_the_object_of_the_catalogue() =>
        AssertBroken("catalogue", new("g", [X], [new StrayOp(Relu.KindOf with { LastStage = Stage.Packed }, X)]));

    [Fact]
    public void An_op_has_the_operands_of_its_kind() => AssertBroken("operand-count", new("g", [X], [new StrayOp(Add.KindOf, X)]));

    [Fact]
    public void A_constant_is_stored_as_its_element_type() =>
        AssertBroken("constant-type", new("g", [], [new Constant(new Tensor<int>(X.Type, [1, 2])).Named("c", null)]));

    [Fact]
    public void Sums_over_pixels_fit_32_bits()
    {
        const int MostInputs = int.MaxValue / 255;
        GraphVerifier.Verify(PixelLayer(MostInputs), Stage.Canonical);
        AssertBroken("sum-range", PixelLayer(MostInputs + 1), Stage.Canonical);
    }

    [Theory]
    [InlineData(nameof(ElementType.UInt8), int.MaxValue / 255)]
    [InlineData(nameof(ElementType.Int16), int.MaxValue / 32768)]
    public void Sums_of_a_convolution_of_integers_fit_32_bits(string element, int mostInputs)
    {
        foreach (bool isPacked in new[] { false, true })
        {
            var stage = isPacked ? Stage.Packed : Stage.Canonical;
            GraphVerifier.Verify(Convolution(Enum.Parse<ElementType>(element), mostInputs, isPacked), stage);
            AssertBroken("sum-range", Convolution(Enum.Parse<ElementType>(element), mostInputs + 1, isPacked), stage);
        }
    }

    [Fact]
    public void A_message_names_op_place_and_rule()
    {
        var graph = new Graph("g", [X], [new Dense(X, new Constant(Tensor.Of(new Shape(1, 2), 1f, 2f))).Named("y", new("fc1"))]);
        var diagnostic = Assert.Throws<DiagnosticException>(() => GraphVerifier.Verify(graph, Stage.Packed)).Diagnostic;
        Assert.Equal("BNN0004", diagnostic.Code);
        Assert.Equal("node 'fc1'", diagnostic.Place);
        Assert.StartsWith(
            "%y = dense: found at stage Packed; expected from Imported to Imported only [stage]. ", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_is_in_the_list_at_the_head_of_the_verifier_and_has_a_test()
    {
        string verifier = SharedFiles.InRepository("compiler/BnnCompiler/Verification");
        string kernels = SharedFiles.InRepository("compiler/BnnCompiler/Kernels");
        var sources = from folder in new[] { verifier, kernels }
                      from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                      select File.ReadAllText(file);
        string head = File.ReadAllText(Path.Combine(verifier, "GraphVerifier.cs")).Split("/// <summary>")[0];
        var listed = Regex.Matches(head, @"^// .{11}([a-z]+(?:-[a-z]+)*) {2,}", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal).ToList();
        var raised = sources.SelectMany(source => Regex.Matches(source, "Rule\\.Broken\\(\\w+,\\s*\"([a-z-]+)\""))
            .Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.All(raised.Except(listed), rule => Assert.Fail($"List rule '{rule}' at the head of GraphVerifier.cs."));
        Assert.Equal(listed, raised);

        string tests = File.ReadAllText(SharedFiles.InRepository("tests/BnnCompiler.Tests/Verification/GraphVerifierTests.cs"))
            + string.Concat(Directory.EnumerateFiles(SharedFiles.InRepository("tests/BnnCompiler.Tests/FileTests/Verification"), "*.bnn")
                .Select(File.ReadAllText));
        Assert.All(listed, rule => Assert.True(
            tests.Contains($"\"{rule}\"", StringComparison.Ordinal) || tests.Contains($"[{rule}]", StringComparison.Ordinal),
            $"No test breaks rule '{rule}'; add one to FileTests/Verification."));
    }

    /// <summary>A <see cref="KernelOp"/> has to say what its kernel relies on, or why there is nothing to check.</summary>
    [Fact]
    public void Every_packed_op_has_a_rule_or_a_reason() =>
        Assert.All(
            typeof(Op).Assembly.GetTypes().Where(type => type.GetField("KindOf")?.GetValue(null) is OpKind { FirstStage: Stage.Packed }),
            type => Assert.True(type.IsSubclassOf(typeof(KernelOp)), $"{type.Name} is an op of packed graphs; derive it from KernelOp."));

    [Fact]
    public void A_rule_that_is_broken_behind_a_pass_names_the_pass()
    {
        var diagnostic = Assert.Throws<DiagnosticException>(
            () => GraphVerifier.Verify(PixelLayer(int.MaxValue / 255 + 1), Stage.Canonical, "binarize-layers")).Diagnostic;
        Assert.StartsWith("behind binarize-layers, %y = integer_dense: found 8421505 inputs; ", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_of_a_bit_sliced_layer_on_pixels_fit_32_bits_with_their_bias()
    {
        var x = new Input(new(ElementType.UInt8, new(1, 4_210_753)));
        var fault = Assert.Throws<InvalidOpException>(() => SlicedWeights.GreatestTotal(x));
        Assert.Contains("expected at most 4210752", fault.Message, StringComparison.Ordinal);
        Assert.Equal(4_210_752 * 255, SlicedWeights.GreatestTotal(new Input(new(ElementType.UInt8, new(1, 4_210_752)))));
    }

    private static Graph PixelLayer(int inputs)
    {
        var x = new Input(new(ElementType.UInt8, new(1, inputs))).Named("x", null);
        var weights = new Constant(new BitTensor(new(ElementType.Bit, new(1, inputs)), [.. new ulong[(inputs + 63) / 64]]));
        return new("g", [x], [new IntegerDense(x, weights).Named("y", null)]);
    }

    private static Graph Convolution(ElementType element, int channels, bool isPacked)
    {
        var x = new Input(new(element, new(1, 1, 1, channels))).Named("x", null);
        Constant Weights(Shape shape) => new(BitTensor.FromPredicate(shape, _ => false));
        Op y = isPacked
            ? new SignedConv(new(x, Window.Of(1, 1), 1, 1), Weights(new(channels, 1)))
            : new BinaryConv(x, Weights(new(1, 1, 1, channels)), Window.Of(1, 1), 1);
        return new("g", [x], [y.Named("y", null)]);
    }

    private static void AssertBroken(string rule, Graph graph, Stage stage = Stage.Imported)
    {
        var diagnostic = Assert.Throws<DiagnosticException>(() => GraphVerifier.Verify(graph, stage)).Diagnostic;
        Assert.Equal("BNN0004", diagnostic.Code);
        Assert.Contains($"[{rule}]", diagnostic.Message, StringComparison.Ordinal);
    }

    private sealed class StrayOp(OpKind kind, Op operand) : Op(kind, operand.Type, operand);
}
