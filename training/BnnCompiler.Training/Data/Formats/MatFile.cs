// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace BnnCompiler.Training.Data.Formats;

/// <summary>
/// MATLAB's level 5 MAT-file, little-endian: a header of 128 bytes, then an element a variable, mostly packed with zlib. "MAT-File Format" of The
/// MathWorks defines it. Only full arrays of real numbers are read; SVHN needs no others.
/// </summary>
internal static class MatFile
{
    private const int HeaderLength = 128;
    private const int VersionAt = 124;
    private const int Compressed = 15;
    private const int Matrix = 14;

    /// <summary>The classes of full numeric arrays, mxDOUBLE_CLASS to mxUINT64_CLASS.</summary>
    private const int FirstNumericClass = 6;
    private const int LastNumericClass = 15;
    private const int ComplexFlag = 0x08;

    /// <summary>
    /// The numeric variables of the file by name. MATLAB's first dimension varies fastest, here it is the last, so the dimensions are in reverse:
    /// (32, 32, 3, N) of MATLAB is (N, 3, 32, 32) here.
    /// </summary>
    /// <exception cref="DataException">The file is damaged, big-endian, or of another level.</exception>
    public static Dictionary<string, NumberArray> Read(DataFile file)
    {
        RequireHeader(file);
        var variables = new Dictionary<string, NumberArray>(StringComparer.Ordinal);
        var elements = new MatElements(file.Path, file.Content, HeaderLength, file.Content.Length);
        while (elements.MoveNext())
        {
            MatElements body = elements.Type == Compressed ? Inflate(file, elements) : elements;
            if (body.Type == Matrix && ReadVariable(file.Path, body) is var (name, array))
                variables[name] = array;
        }

        return variables;
    }

    private static void RequireHeader(DataFile file)
    {
        ReadOnlySpan<byte> content = file.Content;
        if (content.StartsWith("MATLAB 7.3"u8))
            throw new DataException(file.Path, "a MAT-file of version 7.3", "one of version 5 to 7", "Save it in MATLAB with -v7.");
        if (content.Length < HeaderLength || !content.StartsWith("MATLAB 5"u8))
            throw new DataException(file.Path, $"{content.Length} bytes without its header", "a MAT-file", "The file is truncated or no MAT-file.");
        if (content[VersionAt..HeaderLength] is not [0, 1, (byte)'I', (byte)'M'])
        {
            throw new DataException(
                file.Path, "a MAT-file of another byte order or version", "a little-endian one of level 5", "Save it again with -v7.");
        }
    }

    /// <summary>A packed element holds one other.</summary>
    private static MatElements Inflate(DataFile file, MatElements packed)
    {
        byte[] content = PackedData.Inflate(file.Path, file.Content, packed.Start, packed.Length);
        var inner = new MatElements(file.Path, content, 0, content.Length);
        return inner.MoveNext() ? inner : throw inner.Damaged("an empty packed element");
    }

    /// <summary>
    /// A matrix is made of its class and flags, its dimensions, its name, and its values. Null for what is no plain array of numbers.
    /// </summary>
    private static (string Name, NumberArray Array)? ReadVariable(string path, MatElements matrix)
    {
        MatElements parts = matrix.Parts();
        parts.Require(MatElements.UInt32, "its flags");
        ReadOnlySpan<byte> flags = parts.Data.Span;
        if (flags.Length < 2 || flags[0] is < FirstNumericClass or > LastNumericClass || (flags[1] & ComplexFlag) != 0)
            return null;
        parts.Require(MatElements.Int32, "its dimensions");
        ImmutableArray<int> dimensions = [.. MemoryMarshal.Cast<byte, int>(parts.Data.Span)];
        parts.Require(MatElements.Int8, "its name");
        string name = Encoding.Latin1.GetString(parts.Data.Span);
        parts.MoveNext();
        return (name, NumberArray.Create(path, parts.NumberType, [.. dimensions.Reverse()], parts.Data));
    }
}
