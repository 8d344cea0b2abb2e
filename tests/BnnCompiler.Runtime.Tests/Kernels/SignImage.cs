// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>Rows of ±1, a pixel of an image or a tap of a kernel each, and their packed form: every row starts a new word.</summary>
internal sealed class SignImage(int rows, int channels, Func<int, int, bool> isPlus)
{
    private readonly bool[][] _plus =
        [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, channels).Select(c => isPlus(row, c)).ToArray())];

    public int this[int row, int channel] => _plus[row][channel] ? 1 : -1;

    public static SignImage Random(int rows, int channels, Random random) => new(rows, channels, (_, _) => random.Next(2) == 1);

    public ulong[] Packed() => [.. _plus.SelectMany(SignMatrix.Pack)];
}
