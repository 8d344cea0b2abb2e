// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Protos;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Reading;

/// <summary>Decodes the values of a tensor of the file.</summary>
/// <param name="folder">The model's folder, for external data; null where that is not allowed.</param>
/// <param name="limits">How large a tensor may be.</param>
internal sealed class TensorReader(string? folder, ImportLimits limits)
{
    /// <summary>The values of <paramref name="tensor"/>, each exactly as stored.</summary>
    /// <param name="tensor">An initializer or the value of an attribute.</param>
    /// <param name="place">What messages call it.</param>
    /// <exception cref="DiagnosticException">The values do not fit the type and shape, or float32 cannot hold them.</exception>
    public OnnxTensor Read(TensorProto tensor, string place)
    {
        if (ElementBits(tensor.DataType) is not { } elementBits)
            throw Invalid(place, $"its element type is {Describe(tensor.DataType)}; numbers and bools are expected");

        var (extents, count) = ReadShape(tensor, place);
        if (tensor.Segment.Length > 0)
            throw Invalid(place, "it is stored in segments, which no exporter writes");

        if (count == 0 && !IsInteger(tensor.DataType))
            throw Invalid(place, "it has no elements");

        var stored = Stored(tensor);
        bool isExternal = tensor.DataLocation == TensorProto.Types.DataLocation.External;
        if ((tensor.RawData.Length > 0 ? 1 : 0) + stored.Count(values => values.Count > 0) + (isExternal ? 1 : 0) > 1)
            throw Invalid(place, "its values are given twice, in two different fields");
        long size = (((long)count * elementBits) + 7) / 8;
        if (isExternal)
        {
            byte[] raw = ExternalData.Read(folder, tensor.ExternalData, size, place);
            return Decode(tensor.DataType, extents, count, raw, place);
        }

        if (tensor.RawData.Length > 0)
        {
            if (tensor.RawData.Length != size)
            {
                throw Invalid(place,
                    $"its type and shape need {NumberText.Of(size)} bytes, "
                    + $"but {NumberText.Of(tensor.RawData.Length)} are given");
            }

            return Decode(tensor.DataType, extents, count, tensor.RawData.Span, place);
        }

        return DecodeTyped(tensor, extents, count, place);
    }

    private (ImmutableArray<int> Extents, int Count) ReadShape(TensorProto tensor, string place)
    {
        if (tensor.Dims.Count > limits.Rank)
        {
            throw DiagnosticCatalog.OnnxLimit.Error(place,
                $"it has {NumberText.Of(tensor.Dims.Count)} axes; at most {NumberText.Of(limits.Rank)} are read");
        }

        long count = 1;
        foreach (long extent in tensor.Dims)
        {
            if (extent < 0)
                throw Invalid(place, $"one of its extents is {NumberText.Of(extent)}");
            if (extent > limits.Elements || (count *= extent) > limits.Elements)
                throw DiagnosticCatalog.OnnxLimit.Error(place, $"it has more than {NumberText.Of(limits.Elements)} elements");
        }

        return ([.. tensor.Dims.Select(extent => (int)extent)], (int)count);
    }

    private static OnnxTensor Decode(DataType type, ImmutableArray<int> extents, int count, ReadOnlySpan<byte> raw, string place)
    {
        if (IsNibble(type))
            return new(type, extents, default, Nibbles(type, count, raw));
        int size = ElementBits(type)!.Value / 8;
        if (IsInteger(type))
        {
            long[] integers = new long[raw.Length / size];
            for (int i = 0; i < integers.Length; i++)
                integers[i] = Integer(type, raw[(i * size)..], place);
            return new(type, extents, default, ImmutableCollectionsMarshal.AsImmutableArray(integers));
        }

        float[] floats = new float[raw.Length / size];
        for (int i = 0; i < floats.Length; i++)
            floats[i] = Number(type, raw[(i * size)..], place);
        return new(type, extents, ImmutableCollectionsMarshal.AsImmutableArray(floats), default);
    }

    private static long Integer(DataType type, ReadOnlySpan<byte> raw, string place) => type switch
    {
        DataType.Uint8 => raw[0],
        DataType.Int8 => (sbyte)raw[0],
        DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(raw),
        DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(raw),
        DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(raw),
        DataType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(raw),
        DataType.Uint64 => Signed(BinaryPrimitives.ReadUInt64LittleEndian(raw), place),
        _ => BinaryPrimitives.ReadInt64LittleEndian(raw),
    };

    private static float Number(DataType type, ReadOnlySpan<byte> raw, string place) => type switch
    {
        DataType.Bool => Truth(raw[0], place),
        DataType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(raw),
        DataType.Bfloat16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(raw) << 16),
        DataType.Double => Single(BinaryPrimitives.ReadDoubleLittleEndian(raw), place),
        _ => BinaryPrimitives.ReadSingleLittleEndian(raw),
    };

    // Two to a byte, the first in the low half; the last byte of an odd number is half empty.
    private static ImmutableArray<long> Nibbles(DataType type, int count, ReadOnlySpan<byte> raw)
    {
        long[] integers = new long[count];
        for (int i = 0; i < count; i++)
        {
            int nibble = (raw[i / 2] >> (i % 2 * 4)) & 15;
            integers[i] = type == DataType.Int4 && nibble > 7 ? nibble - 16 : nibble;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(integers);
    }

    private static OnnxTensor DecodeTyped(TensorProto tensor, ImmutableArray<int> extents, int count, string place)
    {
        var type = tensor.DataType;
        IList values = type switch
        {
            DataType.Float => tensor.FloatData,
            DataType.Double => tensor.DoubleData,
            DataType.Int64 => tensor.Int64Data,
            DataType.Uint32 or DataType.Uint64 => tensor.Uint64Data,
            _ => tensor.Int32Data,
        };
        int expected = IsNibble(type) ? (count + 1) / 2 : count;
        if (values.Count != expected)
            throw Invalid(place, $"its shape needs {NumberText.Of(expected)} values, but {NumberText.Of(values.Count)} are given");

        switch (type)
        {
            case DataType.Float:
                return Floats(tensor.FloatData);
            case DataType.Double:
                return Floats(tensor.DoubleData.Select(value => Single(value, place)));
            case DataType.Bool:
                return Floats(tensor.Int32Data.Select(value => Truth(value, place)));
            case DataType.Float16:
                return Floats(tensor.Int32Data.Select(value => (float)BitConverter.UInt16BitsToHalf(HalfBits(value, place))));
            case DataType.Bfloat16:
                return Floats(tensor.Int32Data.Select(value => BitConverter.UInt32BitsToSingle((uint)HalfBits(value, place) << 16)));
            case DataType.Int4 or DataType.Uint4:
                byte[] pairs = [.. tensor.Int32Data.Select(value => (byte)InRange(DataType.Uint8, value, place))];
                return new(type, extents, default, Nibbles(type, count, pairs));
            case DataType.Int64:
                return Integers(tensor.Int64Data);
            case DataType.Uint32 or DataType.Uint64:
                return Integers(tensor.Uint64Data.Select(value => Signed(value, place)));
            default:
                return Integers(tensor.Int32Data.Select(value => InRange(type, value, place)));
        }

        OnnxTensor Floats(IEnumerable<float> floats) => new(type, extents, [.. floats], default);
        OnnxTensor Integers(IEnumerable<long> integers) => new(type, extents, default, [.. integers]);
    }

    private static IList[] Stored(TensorProto tensor) =>
        [tensor.FloatData, tensor.Int32Data, tensor.Int64Data, tensor.DoubleData, tensor.Uint64Data, tensor.StringData];

    private static bool IsInteger(DataType type) =>
        type is not (DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16 or DataType.Bool);

    private static bool IsNibble(DataType type) => type is DataType.Int4 or DataType.Uint4;

    private static int? ElementBits(DataType type) => type switch
    {
        DataType.Int4 or DataType.Uint4 => 4,
        DataType.Uint8 or DataType.Int8 or DataType.Bool => 8,
        DataType.Uint16 or DataType.Int16 or DataType.Float16 or DataType.Bfloat16 => 16,
        DataType.Int32 or DataType.Uint32 or DataType.Float => 32,
        DataType.Int64 or DataType.Uint64 or DataType.Double => 64,
        _ => null,
    };

    private static float Single(double value, string place)
    {
        float single = (float)value;
        return double.IsNaN(value) || single == value
            ? single
            : throw Invalid(place,
                $"it holds the float64 value {NumberText.Of(value)}, which float32 cannot represent; convert the model to float32 first");
    }

    private static float Truth(int value, string place) =>
        value is 0 or 1 ? value : throw Invalid(place, $"it holds the bool {NumberText.Of(value)}; 0 or 1 is expected");

    private static ushort HalfBits(int value, string place) =>
        value is >= 0 and <= ushort.MaxValue ? (ushort)value : throw Invalid(place, $"{NumberText.Of(value)} is not a 16-bit pattern");

    private static long Signed(ulong value, string place) =>
        value <= long.MaxValue ? (long)value : throw Invalid(place, $"it holds {NumberText.Of(value)}, which is out of range");

    private static string Describe(DataType type) =>
        Enum.IsDefined(type) ? type.ToString().ToUpperInvariant() : $"number {NumberText.Of((int)type)}";

    // The narrow types are stored widened; a value that does not fit has lost its meaning.
    private static long InRange(DataType type, int value, string place)
    {
        (int low, int high) = type switch
        {
            DataType.Uint8 => (byte.MinValue, byte.MaxValue),
            DataType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            DataType.Uint16 => (ushort.MinValue, ushort.MaxValue),
            DataType.Int16 => (short.MinValue, short.MaxValue),
            _ => (int.MinValue, int.MaxValue),
        };
        return value >= low && value <= high ? value : throw Invalid(place,
            $"it holds {NumberText.Of(value)}, which {Describe(type)} cannot");
    }

    private static DiagnosticException Invalid(string place, string message) => DiagnosticCatalog.InvalidTensor.Error(place, message);

}
