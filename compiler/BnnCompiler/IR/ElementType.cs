// SPDX-License-Identifier: MIT
namespace BnnCompiler.IR;

/// <summary>What one element of a tensor is.</summary>
internal enum ElementType
{
    /// <summary>+1 (bit 1) or -1 (bit 0), packed least significant bit first.</summary>
    Bit,

    /// <summary>Signed 8-bit integer.</summary>
    Int8,

    /// <summary>Signed 16-bit integer.</summary>
    Int16,

    /// <summary>Signed 32-bit integer: sums of products of bits, limits.</summary>
    Int32,

    /// <summary>Unsigned 8-bit integer: pixels.</summary>
    UInt8,

    /// <summary>IEEE 754 binary32.</summary>
    Float32,
}

/// <summary>The names of the element types in the .bnn text.</summary>
internal static class ElementTypeNames
{
    private static readonly (ElementType Type, string Name)[] Names =
    [
        (ElementType.Bit, "bit"),
        (ElementType.Int8, "int8"),
        (ElementType.Int16, "int16"),
        (ElementType.Int32, "int32"),
        (ElementType.UInt8, "uint8"),
        (ElementType.Float32, "float32"),
    ];

    /// <summary>The name of <paramref name="type"/>, for example <c>float32</c>.</summary>
    public static string ToText(this ElementType type) => Names[(int)type].Name;

    /// <summary>The element type called <paramref name="name"/>, or null.</summary>
    public static ElementType? Parse(string name)
    {
        foreach (var (type, known) in Names)
        {
            if (known == name)
                return type;
        }

        return null;
    }

    /// <summary>Bytes of what an array of elements is made of: words of 64 bits, or the elements.</summary>
    public static int StorageBytes(this ElementType type) => type == ElementType.Bit ? sizeof(ulong) : type.Bytes();

    /// <summary>Bytes of one element in memory; bits have none of their own, they are packed in words.</summary>
    public static int Bytes(this ElementType type) => type switch
    {
        ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Int16 => 2,
        ElementType.Int32 or ElementType.Float32 => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(type), "Bits are packed in words."),
    };
}
