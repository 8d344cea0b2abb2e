// SPDX-License-Identifier: MIT
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Building;

/// <summary>The element types of integers.</summary>
internal static class IntegerTypes
{
    /// <summary>The least and the greatest integer of a type, as far as int64 has them; null if it is no type of integers.</summary>
    public static (long Low, long High)? RangeOf(DataType type) => type switch
    {
        DataType.Int4 => (-8, 7),
        DataType.Uint4 => (0, 15),
        DataType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        DataType.Uint8 => (byte.MinValue, byte.MaxValue),
        DataType.Int16 => (short.MinValue, short.MaxValue),
        DataType.Uint16 => (ushort.MinValue, ushort.MaxValue),
        DataType.Int32 => (int.MinValue, int.MaxValue),
        DataType.Uint32 => (uint.MinValue, uint.MaxValue),
        DataType.Int64 => (long.MinValue, long.MaxValue),
        DataType.Uint64 => (0, long.MaxValue),
        _ => null,
    };

    /// <summary>What messages call an element type.</summary>
    public static string Describe(DataType type) =>
        Enum.IsDefined(type) ? type.ToString().ToUpperInvariant() : $"element type {IR.NumberText.Of((int)type)}";
}
