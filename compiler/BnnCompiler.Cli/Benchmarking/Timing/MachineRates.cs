// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BnnCompiler.Cli.Benchmarking.Timing;

/// <summary>
/// What this machine does at best: logic operations on registers, and reads from a set of bytes that is read over and over. The best of all
/// measurements counts. They lie between those of the network: so both meet the machine in the same states of its clock and with the same neighbours.
/// </summary>
/// <param name="bytes">The size of the set: that of what an inference reads.</param>
internal sealed unsafe class MachineRates(long bytes)
{
    /// <summary>Bytes that the loop reads at a time.</summary>
    private const int Stride = 256;

    private const int OperationsInLoop = 48, Loops = 4096, Repetitions = 4, ClockReads = 64;

    /// <summary>Bytes of a measurement, at least: below that the clock is too coarse.</summary>
    private const long BytesAtOnce = 1 << 20;

    private readonly nuint _length = (nuint)Math.Max(1, (bytes + Stride - 1) / Stride) * Stride;
    private byte* _set;
    private ulong _sink;

    /// <summary>
    /// Operations on registers of 256 bits, with two operands, in a second. One on 512 bits counts as two, and twice where an instruction combines
    /// three operands by any logic function: it can then stand for two operations.
    /// </summary>
    public double OperationsPerSecond { get; private set; }

    /// <summary>Bytes read in a second.</summary>
    public double BytesPerSecond { get; private set; }

    /// <summary>Ticks of <see cref="Stopwatch"/> that asking it takes.</summary>
    public double ClockTicks { get; private set; } = double.PositiveInfinity;

    /// <summary>Size of the set.</summary>
    public long SetBytes => (long)_length;

    /// <summary>Measures everything once more.</summary>
    public void Measure()
    {
        if (_set is null)
        {
            // Written, or all its pages would be one page of zeros. Never freed: the program ends behind the measurements.
            _set = (byte*)NativeMemory.AlignedAlloc(_length, 64);
            for (nuint i = 0; i < _length; i += sizeof(ulong))
                *(ulong*)(_set + i) = i;
        }

        int registers = (Vector512.IsHardwareAccelerated ? 2 : 1) * (Avx512F.VL.IsSupported ? 2 : 1);
        int passes = (int)Math.Max(1, BytesAtOnce / (long)_length);
        for (int i = 0; i < Repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _sink ^= Vector512.IsHardwareAccelerated ? Xor512() : Xor256();
            OperationsPerSecond = Math.Max(OperationsPerSecond, PerSecond((double)registers * OperationsInLoop * Loops, start));

            start = Stopwatch.GetTimestamp();
            for (int pass = 0; pass < passes; pass++)
                _sink ^= Read(_set, _set + _length);
            BytesPerSecond = Math.Max(BytesPerSecond, PerSecond((double)passes * _length, start));

            start = Stopwatch.GetTimestamp();
            long now = start;
            for (int read = 0; read < ClockReads; read++)
                now = Stopwatch.GetTimestamp();
            ClockTicks = Math.Min(ClockTicks, (now - start) / (double)ClockReads);
        }
    }

    private static double PerSecond(double count, long start) => count * Stopwatch.Frequency / Math.Max(1, Stopwatch.GetTimestamp() - start);

    // Twelve chains, of which one step each stands in a line: more than a processor has units for.
#pragma warning disable IDE2001 // Read as a table: one step of every chain a line.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Xor256()
    {
        Vector256<ulong> a = Vector256.Create(1ul), b = a + a, c = b + a, d = c + a, e = d + a, f = e + a;
        Vector256<ulong> g = f + a, h = g + a, i = h + a, j = i + a, k = j + a, l = k + a;
        for (int left = Loops; left > 0; left--)
        {
            a ^= b; b ^= c; c ^= d; d ^= e; e ^= f; f ^= g; g ^= h; h ^= i; i ^= j; j ^= k; k ^= l; l ^= a;
            a ^= b; b ^= c; c ^= d; d ^= e; e ^= f; f ^= g; g ^= h; h ^= i; i ^= j; j ^= k; k ^= l; l ^= a;
            a ^= b; b ^= c; c ^= d; d ^= e; e ^= f; f ^= g; g ^= h; h ^= i; i ^= j; j ^= k; k ^= l; l ^= a;
            a ^= b; b ^= c; c ^= d; d ^= e; e ^= f; f ^= g; g ^= h; h ^= i; i ^= j; j ^= k; k ^= l; l ^= a;
        }

        return Vector256.Sum(a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ i ^ j ^ k ^ l);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Xor512()
    {
        Vector512<ulong> a = Vector512.Create(1ul), b = a + a, c = b + a, d = c + a, e = d + a, f = e + a;
        Vector512<ulong> g = f + a, h = g + a, i = h + a, j = i + a, k = j + a, l = k + a;
        for (int left = Loops; left > 0; left--)
        {
            a ^= b; b ^= c; c ^= d; d ^= e; e ^= f; f ^= g; g ^= h; h ^= i; i ^= j; j ^= k; k ^= l; l ^= a;
            a ^= b; b ^= c; c ^= d; d ^= e; e ^= f; f ^= g; g ^= h; h ^= i; i ^= j; j ^= k; k ^= l; l ^= a;
            a ^= b; b ^= c; c ^= d; d ^= e; e ^= f; f ^= g; g ^= h; h ^= i; i ^= j; j ^= k; k ^= l; l ^= a;
            a ^= b; b ^= c; c ^= d; d ^= e; e ^= f; f ^= g; g ^= h; h ^= i; i ^= j; j ^= k; k ^= l; l ^= a;
        }

        return Vector512.Sum(a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ i ^ j ^ k ^ l);
    }
#pragma warning restore IDE2001

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong Read(byte* from, byte* end)
    {
        Vector256<byte> a = default, b = default, c = default, d = default;
        for (; from < end; from += Stride)
        {
            a |= Vector256.LoadAligned(from);
            b |= Vector256.LoadAligned(from + 32);
            c |= Vector256.LoadAligned(from + 64);
            d |= Vector256.LoadAligned(from + 96);
            a |= Vector256.LoadAligned(from + 128);
            b |= Vector256.LoadAligned(from + 160);
            c |= Vector256.LoadAligned(from + 192);
            d |= Vector256.LoadAligned(from + 224);
        }

        return Vector256.Sum((a | b | c | d).AsUInt64());
    }
}
