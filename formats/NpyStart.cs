// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;

namespace BnnCompiler.Formats;

/// <summary>
/// The first bytes of an npy file, as they stand there; who reads the file says what is wrong with them. Versions 1, 2 and 3 differ in the width of
/// the text's length and in its encoding, which plain arrays do not need.
/// </summary>
/// <param name="Version">0 or above 3 where numpy knows no such file; 1 where the file ends before it.</param>
/// <param name="TextStart">Bytes in front of the text; a file that is shorter is cut off.</param>
/// <param name="TextLength">Bytes of the text, as the file states; 0 where the file is cut off.</param>
internal readonly record struct NpyStart(int Version, int TextStart, uint TextLength)
{
    /// <summary>Reads what stands behind the magic word, which is for the caller to look at.</summary>
    public static NpyStart Of(ReadOnlySpan<byte> file)
    {
        int versionAt = NpyFormat.Magic.Length, lengthAt = versionAt + 2;
        int version = file.Length > versionAt ? file[versionAt] : 1;
        int textStart = lengthAt + (version == 1 ? sizeof(ushort) : sizeof(uint));
        uint length = file.Length < textStart ? 0
            : version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(file[lengthAt..])
            : BinaryPrimitives.ReadUInt32LittleEndian(file[lengthAt..]);
        return new(version, textStart, length);
    }

    /// <summary>Whether numpy knows the version.</summary>
    public bool IsKnownVersion => Version is >= 1 and <= 3;

    /// <summary>Where the numbers begin, if the file has the whole text.</summary>
    public int DataStart => TextStart + (int)TextLength;

    /// <summary>Whether a file of <paramref name="length"/> bytes, which is not cut off before the text, has the whole of it.</summary>
    public bool HasText(int length) => TextLength <= (uint)(length - TextStart);

    /// <summary>The text of a file that has the whole of it.</summary>
    public string TextOf(ReadOnlySpan<byte> file) => Encoding.Latin1.GetString(file[TextStart..DataStart]);
}
