// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx;
using BnnCompiler.Onnx.Protos;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

/// <summary>Every way in which exporters spell binarization, at and beside zero.</summary>
public class SignSpellingTests
{
    private static readonly float[] Inputs = [-3, -float.Epsilon, -0f, 0, float.Epsilon, 3];
    private static readonly float[] ZeroIsPlus = [-1, -1, 1, 1, 1, 1], ZeroIsMinus = [-1, -1, -1, -1, 1, 1], ZeroIsZero = [-1, -1, 0, 0, 1, 1];

    private static OnnxWriter Tiny => new OnnxWriter(1, 6).Float("zero", 0).Float("one", 1).Float("minus", -1).Float("two", 2);

    private static AttributeProto To(TensorProto.Types.DataType type) => Int("to", (int)type);

    private static AttributeProto ToFloat => To(TensorProto.Types.DataType.Float);

    [Fact]
    public void Onnx_sign_of_zero_is_zero() => Assert.Equal(ZeroIsZero, Tiny.Node("y", "Sign", "x").Run(Inputs));

    [Fact]
    public void Onnx_sign_of_zero_is_what_the_user_says()
    {
        Assert.Equal(ZeroIsPlus, Tiny.Node("y", "Sign", "x").Run(new() { SignZero = SignOfZero.Plus }, Inputs));
        Assert.Equal(ZeroIsMinus, Tiny.Node("y", "Sign", "x").Run(new() { SignZero = SignOfZero.Minus }, Inputs));
    }

    [Fact]
    public void Where_greater_or_equal() =>
        Assert.Equal(ZeroIsPlus, Tiny.Node("c", "GreaterOrEqual", "x zero").Node("y", "Where", "c one minus").Run(Inputs));

    [Fact]
    public void Where_greater_makes_zero_minus_one() =>
        Assert.Equal(ZeroIsMinus, Tiny.Node("c", "Greater", "x zero").Node("y", "Where", "c one minus").Run(Inputs));

    [Fact]
    public void Where_greater_with_inverted_results() =>
        Assert.Equal([1, 1, 1, 1, -1, -1], Tiny.Node("c", "Greater", "x zero").Node("y", "Where", "c minus one").Run(Inputs));

    [Fact]
    public void Where_less() =>
        Assert.Equal(ZeroIsPlus, Tiny.Node("c", "Less", "x zero").Node("y", "Where", "c minus one").Run(Inputs));

    [Fact]
    public void Where_less_or_equal() =>
        Assert.Equal(ZeroIsMinus, Tiny.Node("c", "LessOrEqual", "x zero").Node("y", "Where", "c minus one").Run(Inputs));

    [Fact]
    public void Where_of_constants_shaped_like_the_input() => Assert.Equal(ZeroIsPlus, Tiny
        .Node("c", "Less", "x zero").Node("n", "Not", "c")
        .Node("s", "Shape", "x")
        .Node("ones", "ConstantOfShape", "s",
            TensorOf("value", new() { DataType = TensorProto.Types.DataType.Float, Dims = { 1 }, FloatData = { 1 } }))
        .Node("minuses", "Neg", "ones")
        .Node("y", "Where", "n ones minuses").Run(Inputs));

    [Fact]
    public void Cast_of_a_comparison_times_two_minus_one() => Assert.Equal(ZeroIsMinus, Tiny
        .Node("c", "Greater", "x zero").Node("f", "Cast", "c", ToFloat).Node("d", "Mul", "f two").Node("y", "Sub", "d one").Run(Inputs));

    [Fact]
    public void Two_times_a_comparison_in_integers_minus_one() => Assert.Equal(ZeroIsPlus, Tiny.Integer("itwo", 2).Integer("ione", 1)
        .Node("c", "GreaterOrEqual", "x zero").Node("i", "Cast", "c", To(TensorProto.Types.DataType.Int64))
        .Node("d", "Mul", "i itwo").Node("s", "Sub", "d ione").Node("y", "Cast", "s", ToFloat).Run(Inputs));

    [Fact]
    public void Where_of_integers_cast_to_float() => Assert.Equal(ZeroIsPlus, Tiny.Integer("ione", 1).Integer("iminus", -1)
        .Node("c", "GreaterOrEqual", "x zero").Node("i", "Where", "c ione iminus").Node("y", "Cast", "i", ToFloat).Run(Inputs));

    [Theory]
    [InlineData("And", new float[] { -1, -1, -1, -1, -1, 1 })]
    [InlineData("Or", new float[] { -1, -1, 1, 1, 1, 1 })]
    [InlineData("Xor", new float[] { -1, -1, 1, 1, 1, -1 })]
    public void Where_of_two_conditions(string op, float[] expected) => Assert.Equal(expected, Tiny
        .Node("c", "GreaterOrEqual", "x zero").Node("d", "Greater", "x two").Node("j", op, "c d").Node("y", "Where", "j one minus").Run(Inputs));

    [Fact]
    public void Sign_of_x_plus_epsilon() =>
        Assert.Equal([-1, 1, 1, 1, 1, 1], Tiny.Float("eps", 1e-6f).Node("a", "Add", "x eps").Node("y", "Sign", "a").Run(Inputs));

    [Fact]
    public void Sign_of_sign_plus_a_tenth() => Assert.Equal(ZeroIsPlus, Tiny.Float("tenth", 0.1f)
        .Node("s", "Sign", "x").Node("a", "Add", "s tenth").Node("y", "Sign", "a").Run(Inputs));

    [Fact]
    public void Sign_of_clip() =>
        Assert.Equal(ZeroIsZero, Tiny.Node("c", "Clip", "x minus one").Node("y", "Sign", "c").Run(Inputs));

    [Fact]
    public void Clip_alone_stays_a_clip() =>
        Assert.Equal([-1, -float.Epsilon, -0f, 0, float.Epsilon, 1], Tiny.Node("y", "Clip", "x minus one").Run(Inputs));

    [Fact]
    public void Straight_through_residue_is_imported_as_it_stands()
    {
        float[] x = [0.1f, -0.7f, 0, 1e9f, 3, -3];
        float[] expected = [.. x.Select(v => v + ((v > 0 ? 1 : v < 0 ? -1 : 0f) - v))];
        Assert.Equal(expected, Tiny.Node("s", "Sign", "x").Node("d", "Sub", "s x").Node("y", "Add", "x d").Run(x));
        Assert.Equal(0, expected[3]);
    }

    [Fact]
    public void Sign_times_a_scale_per_channel() => Assert.Equal([-0.5f, -0.25f, 0, 0, 0.5f, 2], Tiny
        .Floats("alpha", [1, 6], 0.5f, 0.25f, 1, 1, 0.5f, 2).Node("s", "Sign", "x").Node("y", "Mul", "s alpha").Run(Inputs));

    [Fact]
    public void Sign_divided_by_a_scale() =>
        Assert.Equal([-2, -2, 0, 0, 2, 2], Tiny.Float("alpha", 0.5f).Node("s", "Sign", "x").Node("y", "Div", "s alpha").Run(Inputs));

    [Fact]
    public void Twice_the_rounded_hard_sigmoid_minus_one() => Assert.Equal([-1, -1, -1, -1, 1, 1], Tiny
        .Node("h", "HardSigmoid", "x", Float32("alpha", 0.5f), Float32("beta", 0.5f))
        .Node("r", "Round", "h").Node("d", "Mul", "r two").Node("y", "Sub", "d one").Run(-3, -0.1f, 0, -0f, 0.1f, 3));

    [Fact]
    public void Sign_of_nan_as_each_spelling_has_it()
    {
        Assert.Equal(-1, Tiny.Node("c", "GreaterOrEqual", "x zero").Node("y", "Where", "c one minus").Run(float.NaN, 0, 0, 0, 0, 0)[0]);
        Assert.Equal(1, Tiny.Node("c", "Less", "x zero").Node("y", "Where", "c minus one").Run(float.NaN, 0, 0, 0, 0, 0)[0]);
    }
}
