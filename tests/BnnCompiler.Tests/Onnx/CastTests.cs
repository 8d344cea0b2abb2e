// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;
using static BnnCompiler.Tests.Onnx.OnnxWriter;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Tests.Onnx;

/// <summary>Casts of activations to integers and back.</summary>
public class CastTests
{
    private static OnnxWriter Tiny => new OnnxWriter(1, 4).Float("low", -4).Float("high", 3).Integer("two", 2).Integer("one", 1);

    private static OnnxWriter Limited => Tiny.Node("c", "Clip", "x low high");

    [Theory]
    [InlineData((int)DataType.Int64)]
    [InlineData((int)DataType.Int32)]
    [InlineData((int)DataType.Int8)]
    [InlineData((int)DataType.Int4)]
    public void Cast_to_integers_rounds_toward_zero(int type) =>
        Assert.Equal([-4, -1, 1, 3], Limited.Node("i", "Cast", "c", Int("to", type)).Node("y", "Cast", "i", Int("to", 1)).Run(-9, -1.75f, 1.75f, 9));

    [Fact]
    public void Cast_of_any_number_to_int32() =>
        Assert.Equal([-9, 0, 1, 300], Tiny.Node("i", "Cast", "x", Int("to", 6)).Node("y", "Cast", "i", Int("to", 1)).Run(-9, -0.75f, 1.75f, 300));

    [Fact]
    public void Integers_are_computed_with()
    {
        // 2 i - 1 in integers, from -9 to 5, fits into int8.
        var model = Limited.Node("i", "Cast", "c", Int("to", 7)).Node("d", "Mul", "i two").Node("s", "Sub", "d one")
            .Node("b", "Cast", "s", Int("to", 3)).Node("y", "Cast", "b", Int("to", 1));
        Assert.Equal([-9, -3, 1, 5], model.Run(-9, -1.75f, 1.75f, 9));
        Assert.Single(model.Import().Ops.OfType<Round>());
    }

    [Fact]
    public void Bools_are_integers_of_every_type() => Assert.Equal([0, 0, 1, 1], Tiny.Float("zero", 0).Node("g", "Greater", "x zero")
        .Node("i", "Cast", "g", Int("to", 2)).Node("y", "Cast", "i", Int("to", 1)).Run(-1, 0, 1, 2));

    [Fact]
    public void Pixels_become_wider_integers()
    {
        var model = Tiny.Node("i", "Cast", "x", Int("to", 6)).Node("d", "Mul", "i two").Node("y", "Cast", "d", Int("to", 1));
        model.Graph.Input[0].Type.TensorType.ElemType = DataType.Uint8;
        Assert.Equal(["input", "to_float", "constant", "mul"], model.Import().Ops.Select(op => op.Kind.Mnemonic));
    }

    [Fact]
    public void Rounding_by_half_and_a_cast()
    {
        // Floor by Cast, as some exporters spell the quantization of numbers from 0 on: Cast(x + 0.5).
        var model = Tiny.Float("zero", 0).Float("half", 0.5f).Node("c", "Clip", "x zero high").Node("h", "Add", "c half")
            .Node("i", "Cast", "h", Int("to", 2)).Node("y", "Cast", "i", Int("to", 1));
        Assert.Equal([0, 1, 2, 3], model.Run(-1, 0.5f, 2.25f, 9));
    }
}
