// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Kernels.Patterns;

/// <summary>
/// Weights and limits in the order in which <see cref="PatternConvolution"/> reads them. Bits are collected sixteen outputs at a time, the
/// last one first, because each new bit is put below the others.
/// </summary>
internal static class PatternSigns
{
    /// <summary>Outputs whose bits are collected together; a layer is padded to a multiple of it.</summary>
    public const int Outputs = 16;

    private const int Bits = 64;

    public static int Padded(int outputs) => (outputs + Outputs - 1) / Outputs * Outputs;

    /// <summary>Where the sum that an output adds for a group of taps is, from the table of the first row of the kernel on.</summary>
    /// <param name="weights">Rows of words, one per tap and channel, a bit per output.</param>
    /// <param name="words">Words per row.</param>
    /// <param name="groups">The groups of a row of the kernel.</param>
    /// <param name="places">Numbers of bytes: [groups.Count, padded outputs], the last of sixteen outputs first.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    public static void Read(ReadOnlySpan<ulong> weights, int words, in TapGroups groups, Span<ushort> places)
    {
        const int Row = PatternTable.Pixels * sizeof(short);
        int outputs = places.Length / groups.Count;
        ref ulong row = ref MemoryMarshal.GetReference(weights);
        ref ushort place = ref MemoryMarshal.GetReference(places);
        int pattern = 0;
        for (int group = 0; group < groups.Count; group++)
        {
            int size = groups.Size(group % groups.PerRow);
            var first = Vector128.Create((ushort)(pattern * Row));
            for (int n = 0; n < outputs; n += 8)
            {
                // Lane l takes bit 7 - l of the eight, so that the last output comes first here too.
                var its = Vector128.Create((ushort)128, 64, 32, 16, 8, 4, 2, 1);
                var sums = first;
                for (int t = 0; t < size; t++)
                {
                    var bits = Vector128.Create((ushort)(Unsafe.Add(ref row, (t * words) + (n / Bits)) >> n)) & its;
                    sums += Vector128.Equals(bits, its) & Vector128.Create((ushort)(Row << t));
                }

                sums.StoreUnsafe(ref place, (nuint)(n ^ 8));
            }

            row = ref Unsafe.Add(ref row, size * words);
            place = ref Unsafe.Add(ref place, outputs);
            pattern += 1 << size;
        }
    }

    /// <summary>A sum is at least an integer where it is greater than one less; limits past 16 bits are passed by all sums or by none.</summary>
    /// <param name="limits">One per output.</param>
    /// <param name="bounds">What a sum must be greater than, twice: in both halves of the number. No sum passes padding.</param>
    public static void Bound(ReadOnlySpan<int> limits, Span<uint> bounds)
    {
        for (int n = 0; n < bounds.Length; n++)
        {
            long bound = n < limits.Length ? Math.Clamp(limits[n] - 1L, short.MinValue, short.MaxValue) : short.MaxValue;
            bounds[n ^ (Outputs - 1)] = (ushort)bound * 0x10001u;
        }
    }

    /// <summary>Collects for every output the bounds of pixels that do not have the same class.</summary>
    /// <param name="bounds">Those of all classes.</param>
    /// <param name="rowClass">The class of the pixels' row.</param>
    /// <param name="columnClasses">The classes of their columns, at most 32.</param>
    /// <param name="ofPixels">32 numbers per padded output; those past the columns do not matter.</param>
    public static void BoundPixels(ReadOnlySpan<uint> bounds, int rowClass, ReadOnlySpan<byte> columnClasses, Span<short> ofPixels)
    {
        // Most columns have the class of the middle one; those at the borders are put right one by one.
        int outputs = ofPixels.Length / PatternTable.Pixels;
        byte usual = columnClasses[columnClasses.Length / 2];
        var ofUsual = bounds.Slice((rowClass + usual) * outputs, outputs);
        for (int n = 0; n < ofUsual.Length; n++)
            ofPixels.Slice(n * PatternTable.Pixels, PatternTable.Pixels).Fill((short)ofUsual[n]);
        for (int pixel = 0; pixel < columnClasses.Length; pixel++)
        {
            if (columnClasses[pixel] == usual)
                continue;
            var ofClass = bounds.Slice((rowClass + columnClasses[pixel]) * outputs, outputs);
            for (int n = 0; n < ofClass.Length; n++)
                ofPixels[(n * PatternTable.Pixels) + pixel] = (short)ofClass[n];
        }
    }
}
