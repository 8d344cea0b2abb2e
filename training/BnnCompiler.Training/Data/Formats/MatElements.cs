// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>
/// Walks over the elements of a MAT-file, or over the parts of one. An element is a tag of 8 bytes (type, length) and its data, filled up to a
/// multiple of 8 bytes unless it is packed; an element of at most 4 bytes may keep them in its tag, with the length in the type's upper half.
/// </summary>
internal sealed class MatElements(string path, byte[] content, int start, int end)
{
    public const int Int8 = 1;
    public const int Int32 = 5;
    public const int UInt32 = 6;
    private const int Packed = 15;
    private const int TagLength = 8;
    private const int LongestInTag = 4;

    private int _next = start;

    /// <summary>The element's type: miINT8 = 1 to miCOMPRESSED = 15.</summary>
    public int Type { get; private set; }

    /// <summary>Where the data starts in the content.</summary>
    public int Start { get; private set; }

    /// <summary>Length of the data in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>The element's data.</summary>
    public ReadOnlyMemory<byte> Data => content.AsMemory(Start, Length);

    /// <summary>The element's type as one of numbers.</summary>
    public NumberType NumberType => Type switch
    {
        Int8 => new('i', 1),
        2 => new('u', 1),
        3 => new('i', 2),
        4 => new('u', 2),
        Int32 => new('i', 4),
        UInt32 => new('u', 4),
        7 => new('f', 4),
        9 => new('f', 8),
        12 => new('i', 8),
        13 => new('u', 8),
        _ => throw Damaged($"values of type {Type}"),
    };

    /// <summary>Goes to the next element; false at the end.</summary>
    /// <exception cref="DataException">The element reaches beyond the end.</exception>
    public bool MoveNext()
    {
        if (_next >= end)
            return false;
        if (end - _next < TagLength)
            throw Damaged("half a tag");
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(_next));
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(_next + 4));
        bool inTag = type >> 16 != 0;
        if (inTag)
            (type, length) = (type & 0xFFFF, type >> 16);
        Start = _next + (inTag ? TagLength - LongestInTag : TagLength);
        if (length > (uint)(inTag ? LongestInTag : end - Start))
            throw Damaged($"an element of {length} bytes with {end - Start} left");
        Type = (int)type;
        Length = (int)length;
        int filling = inTag ? LongestInTag - Length : Type == Packed ? 0 : -Length & (TagLength - 1);
        _next = (int)Math.Min(end, (long)Start + Length + filling);
        return true;
    }

    /// <summary>The elements of which this one is made.</summary>
    public MatElements Parts() => new(path, content, Start, Start + Length);

    /// <summary>Goes to the next element, which must be of a type.</summary>
    public void Require(int type, string meaning)
    {
        if (!MoveNext() || Type != type)
            throw Damaged($"a variable without {meaning}");
    }

    public DataException Damaged(string found) =>
        new(path, found, "a whole MAT-file", "The file is truncated or damaged; download it again.");
}
