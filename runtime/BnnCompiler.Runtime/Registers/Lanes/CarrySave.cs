// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BnnCompiler.Runtime.Calls;

namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>
/// Counts the ones of gate(input, row) for as many long rows as a register has lanes, laid out as <c>Ones</c> says.
/// <para>Eight words first go through seven full adders (carry-save addition): three running bits of weight 1, 2 and 4 per bit position, and
/// one carry of weight 8 that is counted, one count for eight words. In the end the running bits are counted, doubled to their weights
/// (8·(1 + 2 + 4) = 56 per byte), and the at most 7 words left over (another 56) are added: 112 &lt; 256.</para>
/// </summary>
internal static class CarrySave<TRegister, TGate>
    where TRegister : struct, IRegister<TRegister>
    where TGate : struct, IGate
{
    // Not inlined, and with an out parameter, for the reasons that Ones has.
    [MethodImpl(KernelCompilation.Standalone)]
    public static void Count(ref ulong input, ref ulong weights, int words, out TRegister total)
    {
        TRegister ones = default, twos = default, fours = default, eights = default;
        for (int groups = words / 8; groups > 0;)
        {
            int left = Math.Min(groups, NeuronBlock.PartsHold);
            groups -= left;
            var counts = default(TRegister);
            for (; left > 0; left--)
            {
                var twosA = Add(ref ones, Word(ref input, ref weights, 0), Word(ref input, ref weights, 1));
                var twosB = Add(ref ones, Word(ref input, ref weights, 2), Word(ref input, ref weights, 3));
                var foursA = Add(ref twos, twosA, twosB);
                var twosC = Add(ref ones, Word(ref input, ref weights, 4), Word(ref input, ref weights, 5));
                var twosD = Add(ref ones, Word(ref input, ref weights, 6), Word(ref input, ref weights, 7));
                var foursB = Add(ref twos, twosC, twosD);
                counts = TRegister.AddParts(counts, TRegister.CountParts(Add(ref fours, foursA, foursB)));
                input = ref Unsafe.Add(ref input, 8);
                weights = ref Unsafe.Add(ref weights, 8 * NeuronBlock.Neurons);
            }

            eights += TRegister.SumParts(counts);
        }

        var rest = Double(TRegister.CountParts(fours));
        rest = Double(TRegister.AddParts(rest, TRegister.CountParts(twos)));
        rest = TRegister.AddParts(rest, TRegister.CountParts(ones));
        for (int left = words % 8; left > 0; left--)
        {
            rest = TRegister.AddParts(rest, TRegister.CountParts(Word(ref input, ref weights, 0)));
            input = ref Unsafe.Add(ref input, 1);
            weights = ref Unsafe.Add(ref weights, NeuronBlock.Neurons);
        }

        var pairs = eights + eights;
        var quads = pairs + pairs;
        total = quads + quads + TRegister.SumParts(rest);
    }

    /// <summary>Adds two bits to the running bit in every bit position and returns the carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRegister Add(ref TRegister running, TRegister a, TRegister b)
    {
        var carry = TRegister.Majority(a, b, running);
        running = TRegister.Parity(a, b, running);
        return carry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRegister Double(TRegister counts) => TRegister.AddParts(counts, counts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TRegister Word(ref ulong input, ref ulong weights, int j) => GatedWord<TRegister, TGate>.At(ref input, ref weights, j);
}
