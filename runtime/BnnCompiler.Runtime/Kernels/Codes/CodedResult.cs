// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime.Calls;
using BnnCompiler.Runtime.Registers.Bits;

namespace BnnCompiler.Runtime.Kernels.Codes;

/// <summary>What becomes of the sums of a layer on codes: codes or bits, by comparison with limits, or the sums themselves.</summary>
internal readonly ref struct CodedResult
{
    private readonly ReadOnlySpan<ulong> _limits;
    private readonly ReadOnlySpan<ulong> _flips;
    private readonly Span<byte> _codes;
    private readonly Span<ulong> _bits;
    private readonly Span<int> _sums;
    private readonly int _words;
    private readonly int _outputs;

    /// <summary>Codes: how many limits are reached.</summary>
    public CodedResult(in CodedLayer layer, ReadOnlySpan<ulong> limits, ReadOnlySpan<ulong> flips, Span<byte> codes, int classes = 1)
        : this(layer, limits, flips, classes)
    {
        _codes = codes;
    }

    /// <summary>Bits: whether the limit is reached.</summary>
    public CodedResult(in CodedLayer layer, ReadOnlySpan<ulong> limits, ReadOnlySpan<ulong> flips, Span<ulong> bits, int classes = 1)
        : this(layer, limits, flips, classes)
    {
        Lengths.Require(bits.Length % layer.Words, 0, nameof(bits), "words of whole rows of outputs");
        Lengths.Require(Limits, 1, nameof(limits), "a limit for each output");
        _bits = bits;
    }

    /// <summary>The sums of rows of outputs.</summary>
    public CodedResult(in CodedLayer layer, Span<int> sums)
    {
        _sums = sums;
        _outputs = layer.Outputs;
    }

    private CodedResult(in CodedLayer layer, ReadOnlySpan<ulong> limits, ReadOnlySpan<ulong> flips, int classes)
    {
        Limits = layer.LimitsIn(limits, flips, classes);
        _limits = limits;
        _flips = flips;
        _words = layer.Words;
        _outputs = layer.Outputs;
    }

    /// <summary>Limits of an output; 0 for the sums.</summary>
    public int Limits { get; }

    /// <summary>Words of what <see cref="Take"/> writes for a row of outputs.</summary>
    public int BitWords => Limits * _words;

    /// <summary>Compares the numbers of a column with their limits, or writes its sums.</summary>
    /// <param name="layer">What they were counted for.</param>
    /// <param name="column">The planes of the numbers.</param>
    /// <param name="total">What the inputs add up to.</param>
    /// <param name="kind">Whose limits.</param>
    /// <param name="row">The row of outputs.</param>
    /// <param name="at">The word of the first of them.</param>
    /// <param name="reached">A row of words for each limit.</param>
    [MethodImpl(KernelCompilation.Standalone)]
    public void Take<TBits>(in CodedLayer layer, ref ulong column, int total, int kind, int row, int at, Span<ulong> reached)
        where TBits : struct, IBits<TBits>
    {
        if (Limits == 0)
        {
            var sums = _sums.Slice((row * _outputs) + (at * 64), Math.Min(TBits.Words * 64, _outputs - (at * 64)));
            CodedColumn<TBits>.ToIntegers(ref column, layer.SumPlanes, layer.Factor, layer.Added(total), sums);
            return;
        }

        var lowest = TBits.Broadcast(0 - (ulong)layer.Lowest(total));
        var flips = TBits.Load(in Unsafe.Add(ref MemoryMarshal.GetReference(_flips), at));
        ref ulong limits = ref Unsafe.Add(ref MemoryMarshal.GetReference(_limits), (kind * Limits * layer.LimitWords) + at);
        for (int limit = 0; limit < Limits; limit++)
        {
            var bits = CodedColumn<TBits>.Reached(ref column, layer.SumPlanes, lowest, ref limits, layer.Words);
            TBits.Store(bits ^ flips, ref reached[(limit * layer.Words) + at]);
            limits = ref Unsafe.Add(ref limits, layer.LimitWords);
        }
    }

    /// <summary>Writes a row of outputs.</summary>
    /// <param name="row">Which one.</param>
    /// <param name="reached">What <see cref="Take"/> wrote.</param>
    public void Put(int row, ReadOnlySpan<ulong> reached)
    {
        if (Limits == 0)
            return;
        if (_bits.IsEmpty)
        {
            CodeBits.Count(ref MemoryMarshal.GetReference(reached), Limits, _words, _codes.Slice(row * _outputs, _outputs));
            return;
        }

        reached.CopyTo(_bits[(row * _words)..]);
        _bits[((row + 1) * _words) - 1] &= ulong.MaxValue >> (-_outputs & 63);
    }
}
