// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BnnCompiler.Formats;
using BnnCompiler.IR;

namespace BnnCompiler.BinaryNet;

/// <summary>What stands in front of the numbers of an .npy file: a magic word, a version, a length, and a Python dictionary as text.</summary>
/// <param name="Type">numpy's type string: byte order, kind, bytes; for example <c>&lt;f4</c>.</param>
/// <param name="IsFortranOrder">Whether the first axis is the innermost one.</param>
/// <param name="Shape">As Python writes it: <c>(784, 4096)</c>, <c>(10,)</c>.</param>
/// <param name="Length">Bytes in front of the first number.</param>
internal sealed partial record NpyHeader(string Type, bool IsFortranOrder, string Shape, int Length)
{
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Reads the begin of a file.</summary>
    /// <exception cref="InvalidDataException">This is no .npy file, or none of a single array of numbers.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> file)
    {
        int versionAt = Magic.Length, lengthAt = versionAt + 2;
        if (!file.StartsWith(Magic) || file.Length < lengthAt + sizeof(uint))
            throw new InvalidDataException("it does not start with numpy's magic word");
        if (file[versionAt] is 0 or > 3)
            throw new InvalidDataException($"it is of version {NumberText.Of(file[versionAt])} of the npy format; expected 1, 2 or 3");

        bool isFirst = file[versionAt] == 1;
        int textAt = lengthAt + (isFirst ? sizeof(ushort) : sizeof(uint));
        uint length = isFirst ? BinaryPrimitives.ReadUInt16LittleEndian(file[lengthAt..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[lengthAt..]);
        return length <= file.Length - textAt
            ? Parse(Encoding.Latin1.GetString(file.Slice(textAt, (int)length)), textAt + (int)length)
            : throw new InvalidDataException($"its header states a length of {NumberText.Of(length)}");
    }

    private static NpyHeader Parse(string text, int length)
    {
        if (Dictionary().Match(text) is not { Success: true, Groups: var groups })
            throw new InvalidDataException("its header does not describe one array of numbers");
        int[] shape = [.. groups["extent"].Captures.Select(extent => int.TryParse(extent.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new InvalidDataException("its header states more elements than any array has"))];
        return new(groups["type"].Value, groups["order"].Value == "True", NpyFormat.Tuple(shape), length);
    }

    // numpy sorts the keys. An L behind a number is Python 2's, which the authors used.
    [GeneratedRegex(@"^\{'descr': '(?<type>[^']*)', 'fortran_order': (?<order>True|False), 'shape': \(((?<extent>[0-9]+)L?(, (?<extent>[0-9]+)L?)*,?)?\), ?\} *\n?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Dictionary();
}
