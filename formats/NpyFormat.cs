// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace BnnCompiler.Formats;

/// <summary>
/// numpy's npy file: a magic word, a version, the length of a text, the text (a Python dictionary of type, order and shape), then the numbers of one
/// array.
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html defines it.
/// </summary>
internal static class NpyFormat
{
    /// <summary>The type string of float32 numbers, little-endian as every processor we run on.</summary>
    public const string Float32 = "<f4";

    private const int Alignment = 64;

    // numpy leaves room for the first extent to grow to this many digits, so that a file can be appended to in place.
    private const int GrowthDigits = 21;

    /// <summary>The first bytes of every file.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>What numpy 2 writes in front of a float32 array in C order, byte for byte: version 1.0, padded to a multiple of 64.</summary>
    public static byte[] HeaderOf(ReadOnlySpan<int> shape)
    {
        string text = $"{{'descr': '{Float32}', 'fortran_order': False, 'shape': {Tuple(shape)}, }}";
        if (!shape.IsEmpty)
            text += new string(' ', GrowthDigits - shape[0].ToString(CultureInfo.InvariantCulture).Length);
        int prefix = Magic.Length + 2 + sizeof(ushort);
        int padding = Alignment - ((prefix + text.Length + 1) % Alignment);
        int length = text.Length + padding + 1;
        return [.. Magic, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text + new string(' ', padding) + "\n")];
    }

    /// <summary>
    /// A shape as Python writes it: <c>()</c>, <c>(3,)</c>, <c>(3, 10)</c>. Not by string.Join, which would add 200 KB to a native program.
    /// </summary>
    public static string Tuple(ReadOnlySpan<int> shape)
    {
        string text = "(";
        for (int i = 0; i < shape.Length; i++)
            text += (i == 0 ? "" : ", ") + shape[i].ToString(CultureInfo.InvariantCulture);
        return text + (shape.Length == 1 ? ",)" : ")");
    }
}
