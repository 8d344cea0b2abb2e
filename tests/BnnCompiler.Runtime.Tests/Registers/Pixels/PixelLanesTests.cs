// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Kernels.Patterns;
using BnnCompiler.Runtime.Registers.Pixels;
using BnnCompiler.Runtime.Tests.Kernels;

namespace BnnCompiler.Runtime.Tests.Registers.Pixels;

public sealed class PixelLanesTests
{
    private const int Pixels = PatternTable.Pixels;

    private const int Seed = 3008;

    /// <summary>A processor without wide registers works through them in parts, which is slow and gives the same numbers.</summary>
    [Fact]
    public void Registers_of_every_width_do_the_same_with_each_pixel()
    {
        CheckLanes<PixelLanes128>();
        CheckLanes<PixelLanes512>();
        if (PixelLanes256.IsSupported)
            CheckLanes<PixelLanes256>();
    }

    private static void CheckLanes<TLanes>() where TLanes : struct, IPixelLanes<TLanes>
    {
        var random = new Random(Seed);
        for (int i = 0; i < 100; i++)
        {
            var (a, b, c, d) = (AnyPixels(random), AnyPixels(random), AnyPixels(random), AnyPixels(random));
            AssertPixels(TLanes.Load(ref a[0]) + TLanes.Load(ref b[0]), pixel => a[pixel] + b[pixel]);
            AssertPixels(TLanes.Add(TLanes.Load(ref a[0]), ref b[0]), pixel => a[pixel] + b[pixel]);
            AssertPixels(TLanes.Subtract(TLanes.Load(ref a[0]), ref b[0]), pixel => a[pixel] - b[pixel]);

            short limit = i % 2 == 0 ? b[random.Next(Pixels)] : random.Next(2) == 0 ? short.MinValue : short.MaxValue;
            var bits = TLanes.AppendGreater(TLanes.Load(ref a[0]), TLanes.Load(ref b[0]), TLanes.Broadcast((ushort)limit * 0x10001u));
            AssertPixels(bits, pixel => (a[pixel] << 1) | (b[pixel] > limit ? 1 : 0));
            bits = TLanes.AppendGreater(TLanes.Load(ref a[0]), TLanes.Load(ref b[0]), TLanes.Load(ref c[0]));
            AssertPixels(bits, pixel => (a[pixel] << 1) | (b[pixel] > c[pixel] ? 1 : 0));

            var words = new Guarded<ulong>(Pixels);
            TLanes.StoreWords(TLanes.Load(ref a[0]), TLanes.Load(ref b[0]), TLanes.Load(ref c[0]), TLanes.Load(ref d[0]), ref words.Span[0]);
            ulong[] expected = [.. Enumerable.Range(0, Pixels).Select(
                pixel => (ushort)a[pixel] | ((ulong)(ushort)b[pixel] << 16) | ((ulong)(ushort)c[pixel] << 32) | ((ulong)(ushort)d[pixel] << 48))];
            words.AssertIs(expected, $"{typeof(TLanes).Name}, seed {Seed}");
        }
    }

    private static short[] AnyPixels(Random random) =>
        [.. Enumerable.Range(0, Pixels).Select(_ => (short)random.Next(short.MinValue, short.MaxValue + 1))];

    private static void AssertPixels<TLanes>(TLanes found, Func<int, int> expected) where TLanes : struct, IPixelLanes<TLanes>
    {
        var values = new Guarded<short>(Pixels);
        TLanes.Store(found, ref values.Span[0]);
        values.AssertIs([.. Enumerable.Range(0, Pixels).Select(pixel => (short)expected(pixel))], $"{typeof(TLanes).Name}, seed {Seed}");
    }
}
