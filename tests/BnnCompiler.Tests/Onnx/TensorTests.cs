// SPDX-License-Identifier: MIT
using BnnCompiler.Onnx.Protos;
using Google.Protobuf;
using static BnnCompiler.Tests.Onnx.OnnxWriter;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Tests.Onnx;

/// <summary>The many ways in which a file stores the values of a tensor.</summary>
public class TensorTests
{
    public static TheoryData<string, byte[]> Raw => new()
    {
        { nameof(DataType.Float), [0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0] },
        { nameof(DataType.Double), [0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0] },
        { nameof(DataType.Float16), [0, 0x3E, 0, 0xC0] },
        { nameof(DataType.Bfloat16), [0xC0, 0x3F, 0, 0xC0] },
    };

    [Theory]
    [MemberData(nameof(Raw))]
    public void Raw_floats_are_converted_exactly(string type, byte[] bytes) =>
        Assert.Equal([1.5f, -2], Sum(new() { DataType = Enum.Parse<DataType>(type), Dims = { 2 }, RawData = ByteString.CopyFrom(bytes) }));

    public static TheoryData<string, byte[], float> RawIntegers => new()
    {
        { nameof(DataType.Int8), [0xFE], -2 },
        { nameof(DataType.Uint8), [0xFE], 254 },
        { nameof(DataType.Int16), [0xFE, 0xFF], -2 },
        { nameof(DataType.Uint16), [0xFE, 0xFF], 65534 },
        { nameof(DataType.Int32), [0xFE, 0xFF, 0xFF, 0xFF], -2 },
        { nameof(DataType.Uint32), [2, 0, 0, 0x80], 2147483650 },
        { nameof(DataType.Int64), [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], -2 },
        { nameof(DataType.Uint64), [2, 0, 0, 0, 1, 0, 0, 0], 4294967298 },
        { nameof(DataType.Bool), [1], 1 },
    };

    [Theory]
    [MemberData(nameof(RawIntegers))]
    public void Raw_integers_are_read_by_their_width_and_sign(string type, byte[] bytes, float expected) =>
        Assert.Equal([expected, expected],
            CastSum(new() { DataType = Enum.Parse<DataType>(type), Dims = { 1 }, RawData = ByteString.CopyFrom(bytes) }));

    [Fact]
    public void Integers_of_four_bits_lie_two_to_a_byte()
    {
        Assert.Equal([-2, 7], CastSum(new() { DataType = DataType.Int4, Dims = { 2 }, RawData = ByteString.CopyFrom([0x7E]) }));
        Assert.Equal([14, 7], CastSum(new() { DataType = DataType.Uint4, Dims = { 2 }, RawData = ByteString.CopyFrom([0x7E]) }));
        Assert.Equal([-2, 7], CastSum(new() { DataType = DataType.Int4, Dims = { 2 }, Int32Data = { 0x7E } }));
        Assert.Equal([-8, -8], CastSum(new() { DataType = DataType.Int4, Dims = { 1 }, RawData = ByteString.CopyFrom([0xF8]) }));
    }

    [Fact]
    public void Typed_fields_are_read_for_each_element_type()
    {
        Assert.Equal([1.5f, -2], Sum(new() { DataType = DataType.Float, Dims = { 2 }, FloatData = { 1.5f, -2 } }));
        Assert.Equal([1.5f, -2], Sum(new() { DataType = DataType.Double, Dims = { 2 }, DoubleData = { 1.5, -2 } }));
        Assert.Equal([1.5f, -2], Sum(new() { DataType = DataType.Float16, Dims = { 2 }, Int32Data = { 0x3E00, 0xC000 } }));
        Assert.Equal([1.5f, -2], Sum(new() { DataType = DataType.Bfloat16, Dims = { 2 }, Int32Data = { 0x3FC0, 0xC000 } }));
        Assert.Equal([1, 0], CastSum(new() { DataType = DataType.Bool, Dims = { 2 }, Int32Data = { 1, 0 } }));
        Assert.Equal([-1, 1], CastSum(new() { DataType = DataType.Int8, Dims = { 2 }, Int32Data = { -1, 1 } }));
        Assert.Equal([5, 6], CastSum(new() { DataType = DataType.Uint64, Dims = { 2 }, Uint64Data = { 5, 6 } }));
        Assert.Equal([5, 6], CastSum(new() { DataType = DataType.Int64, Dims = { 2 }, Int64Data = { 5, 6 } }));
    }

    public static TheoryData<string, byte[]> Invalid => new()
    {
        { "need 8 bytes, but 7 are given",
            new TensorProto { DataType = DataType.Float, Dims = { 2 }, RawData = ByteString.CopyFrom(new byte[7]) }.ToByteArray() },
        { "needs 2 values, but 3 are given", new TensorProto { DataType = DataType.Float, Dims = { 2 }, FloatData = { 1, 2, 3 } }.ToByteArray() },
        { "needs 2 values, but 0 are given", new TensorProto { DataType = DataType.Float, Dims = { 2 } }.ToByteArray() },
        { "no elements", new TensorProto { DataType = DataType.Float, Dims = { 3, 0 } }.ToByteArray() },
        { "given twice",
            new TensorProto { DataType = DataType.Float, Dims = { 1 }, FloatData = { 1 }, RawData = ByteString.CopyFrom(new byte[4]) }
                .ToByteArray() },
        { "element type is STRING",
            new TensorProto { DataType = DataType.String, Dims = { 1 }, StringData = { ByteString.CopyFromUtf8("a") } }.ToByteArray() },
        { "element type is COMPLEX64", new TensorProto { DataType = DataType.Complex64, Dims = { 1 } }.ToByteArray() },
        { "element type is number 77", new TensorProto { DataType = (DataType)77, Dims = { 1 } }.ToByteArray() },
        { "extents is -4", new TensorProto { DataType = DataType.Float, Dims = { -4 } }.ToByteArray() },
        { "float64 value 0.1", new TensorProto { DataType = DataType.Double, Dims = { 1 }, DoubleData = { 0.1 } }.ToByteArray() },
        { "bool 2", new TensorProto { DataType = DataType.Bool, Dims = { 1 }, Int32Data = { 2 } }.ToByteArray() },
        { "300, which UINT8 cannot", new TensorProto { DataType = DataType.Uint8, Dims = { 1 }, Int32Data = { 300 } }.ToByteArray() },
        { "not a 16-bit pattern", new TensorProto { DataType = DataType.Float16, Dims = { 1 }, Int32Data = { -1 } }.ToByteArray() },
        { "out of range", new TensorProto { DataType = DataType.Uint64, Dims = { 1 }, Uint64Data = { ulong.MaxValue } }.ToByteArray() },
        { "segments", new TensorProto { DataType = DataType.Float, Dims = { 1 }, Segment = ByteString.CopyFromUtf8("s") }.ToByteArray() },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Values_that_do_not_fit_are_refused_by_name(string expected, byte[] bytes)
    {
        var tensor = TensorProto.Parser.ParseFrom(bytes);
        tensor.Name = "c";
        var error = new OnnxWriter(1, 2).Initializer(tensor).Node("y", "Add", "x c").Refused();
        Assert.Equal(("BNN1005", "tensor 'c'"), (error.Code, error.Place));
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Product_of_extents_is_limited_before_anything_is_allocated()
    {
        var error = new OnnxWriter(1, 2).Initializer(new() { Name = "c", DataType = DataType.Float, Dims = { long.MaxValue, long.MaxValue } })
            .Node("y", "Add", "x c").Refused();
        Assert.Equal(("BNN1002", "tensor 'c'"), (error.Code, error.Place));
    }

    private static float[] Sum(TensorProto tensor)
    {
        tensor.Name = "c";
        return new OnnxWriter(1, 2).Initializer(tensor).Node("y", "Add", "x c").Run(0, 0);
    }

    private static float[] CastSum(TensorProto tensor)
    {
        tensor.Name = "c";
        return new OnnxWriter(1, 2).Initializer(tensor).Node("f", "Cast", "c", Int("to", 1)).Node("y", "Add", "x f").Run(0, 0);
    }
}
