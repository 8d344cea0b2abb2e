// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

/// <summary>How trained quantizers look that were exported as plain ONNX: DoReFa, PACT, LSQ, ternary steps.</summary>
public class QuantizerSpellingTests
{
    private static OnnxWriter Tiny => new OnnxWriter(1, 4).Float("zero", 0).Float("one", 1).Float("two", 2).Float("three", 3).Float("half", 0.5f);

    [Fact]
    public void DoReFa_of_two_bits() => Assert.Equal([0, 0, 2 / 3f, 1], Tiny.Node("c", "Clip", "x zero one").Node("m", "Mul", "c three")
        .Node("r", "Round", "m").Node("y", "Div", "r three").Run(-1, 0.1f, 0.5f, 2));

    [Fact]
    public void DoReFa_weights_are_a_constant()
    {
        // tanh(w) / (2 max |tanh w|) + 1/2 is 0, 1, 1/2 and 0.63; in thirds 0, 1, 2/3 and 2/3.
        var graph = Tiny.Floats("w", [4, 1], -1, 1, 0, 0.2f).Node("t", "Tanh", "w").Node("a", "Abs", "t")
            .Node("g", "ReduceMax", "a", Int("keepdims", 0)).Node("g2", "Mul", "g two").Node("n", "Div", "t g2").Node("p", "Add", "n half")
            .Node("m", "Mul", "p three").Node("r", "Round", "m").Node("d", "Div", "r three").Node("d2", "Mul", "d two").Node("q", "Sub", "d2 one")
            .Node("y", "MatMul", "x q").Import();
        float third = (2 / 3f * 2) - 1;
        Assert.Equal([-1, 1, third, third], graph.Ops.OfType<Dense>().Single().Weights.Floats.Values.ToArray());
    }

    [Fact]
    public void Pact_by_absolute_values() => Assert.Equal([0, 2 * (2 / 3f), 2, 0], Tiny.Float("steps", 1.5f).Float("step", 2 / 3f)
        .Node("a", "Abs", "x").Node("s", "Sub", "x two").Node("b", "Abs", "s").Node("d", "Sub", "a b")
        .Node("e", "Add", "d two").Node("c", "Mul", "e half")
        .Node("m", "Mul", "c steps").Node("r", "Round", "m").Node("y", "Mul", "r step").Run(-1, 1, 3, 0.25f));

    [Fact]
    public void Pact_by_where() => Assert.Equal([0, 0.75f, 2, 0], Tiny.Node("l", "Less", "x zero").Node("a", "Where", "l zero x")
        .Node("g", "GreaterOrEqual", "a two").Node("y", "Where", "g two a").Run(-1, 0.75f, 3, -0.25f));

    [Fact]
    public void Lsq_with_a_step_for_each_channel() => Assert.Equal([-2, -0.5f, 2, 0.25f], Tiny.Floats("s", [1, 4], 1, 0.5f, 2, 0.25f).Float("low", -2)
        .Node("d", "Div", "x s").Node("c", "Clip", "d low one").Node("r", "Round", "c").Node("y", "Mul", "r s").Run(-9, -0.6f, 9, 0.2f));

    [Fact]
    public void Limits_for_each_channel() => Assert.Equal([-1, 0.5f, 3, 2], Tiny.Floats("low", [1, 4], -1, -2, -3, 2).Floats("high", [4], 1, 2, 3, 4)
        .Node("a", "Max", "x low").Node("y", "Min", "high a").Run(-9, 0.5f, 9, 0));

    [Fact]
    public void Relu_then_min_then_round_half_up_by_floor() => Assert.Equal([0, 1, 1, 3], Tiny.Node("r", "Relu", "x").Node("m", "Min", "r three")
        .Node("h", "Add", "m half").Node("y", "Floor", "h").Run(-1, 0.5f, 1.25f, 9));

    [Fact]
    public void Ternary_steps() => Assert.Equal([-1, 0, 0, 1], Tiny.Float("minus", -1).Float("delta", 0.5f).Float("below", -0.5f)
        .Node("g", "Greater", "x delta").Node("l", "Less", "x below").Node("n", "Where", "l minus zero").Node("y", "Where", "g one n")
        .Run(-0.75f, -0.5f, 0.5f, 0.75f));

    [Fact]
    public void Ternary_weights_by_sign_of_a_rounding_are_a_constant()
    {
        // sign(round(w)) of the weights.
        var graph = Tiny.Floats("w", [4, 1], -0.75f, 0.25f, 0.75f, -0.5f).Node("r", "Round", "w")
            .Node("s", "Sign", "r").Node("y", "MatMul", "x s").Import();
        Assert.Equal([-1, 0, 1, 0], graph.Ops.OfType<Dense>().Single().Weights.Floats.Values.ToArray());
    }

    [Fact]
    public void Residue_of_a_straight_through_estimator_stays()
    {
        float[] x = [0.3f, 1.25f, -4, 7];
        Assert.Equal(x.Select(v => v + (MathF.Round(v) - v)), Tiny.Node("r", "Round", "x").Node("d", "Sub", "r x").Node("y", "Add", "x d").Run(x));
    }
}
