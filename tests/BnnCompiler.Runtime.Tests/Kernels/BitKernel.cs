// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>±1 weights of a convolution, one row of signs per output and tap, and the packed layout the kernel reads.</summary>
internal sealed class BitKernel(int outputs, int taps, int channels, Random random)
{
    private readonly SignImage[] _signs = [.. Enumerable.Range(0, outputs).Select(_ => SignImage.Random(taps, channels, random))];

    public int PaddedOutputs => (outputs + 7) / 8 * 8;

    /// <summary>The weight of output n for a channel of a tap.</summary>
    public int this[int n, int tap, int channel] => _signs[n][tap, channel];

    /// <summary>Word w of tap t of output 8b + l at ((b·taps + t)·words + w)·8 + l.</summary>
    public ulong[] Interleaved()
    {
        ulong[][] ofOutput = _signs.Select(sign => sign.Packed()).ToArray();
        int length = ofOutput[0].Length;
        ulong[] packed = new ulong[PaddedOutputs * length];
        for (int n = 0; n < outputs; n++)
            for (int w = 0; w < length; w++)
                packed[(((n / 8 * length) + w) * 8) + (n % 8)] = ofOutput[n][w];
        return packed;
    }

    /// <summary>The bits of a result pixel that differ from output n.</summary>
    public int Differing(SignImage image, IEnumerable<(int Pixel, int Tap)> taps, int n) =>
        taps.Sum(at => Enumerable.Range(0, channels).Count(c => image[at.Pixel, c] != this[n, at.Tap, c]));
}
