// SPDX-License-Identifier: MIT
using BnnCompiler.Planning;
using CsCheck;

namespace BnnCompiler.Tests.Planning;

public class MemoryPlannerTests
{
    private static readonly Gen<MemoryPlanner.Life<object>> RandomLife =
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 12], Gen.Int[0, 12], (bytes, first, more) => LifeOf(bytes, first, first + more));

    [Fact]
    public void Tensors_that_live_at_the_same_time_never_share_a_byte() =>
        RandomLife.Array[0, 20].Hold(lives =>
        {
            var (offsets, _) = MemoryPlanner.Place(lives);
            foreach (var (a, b) in Pairs(lives).Where(pair => LiveTogether(pair.A, pair.B)))
            {
                var (atA, atB) = (offsets[a.Key], offsets[b.Key]);
                Assert.True(End(a, atA) <= atB || End(b, atB) <= atA, $"{a} at {atA} and {b} at {atB} share bytes");
            }
        });

    [Fact]
    public void The_arena_ends_with_its_last_tensor_and_is_no_larger_than_all_of_them_together() =>
        RandomLife.Array[0, 20].Hold(lives =>
        {
            var (offsets, arenaBytes) = MemoryPlanner.Place(lives);
            Assert.Equal(lives.Length, offsets.Count);
            Assert.All(offsets.Values, offset => Assert.True(offset >= 0 && offset % 8 == 0, $"{offset} is no offset of a word"));
            Assert.Equal(lives.Select(life => End(life, offsets[life.Key])).DefaultIfEmpty(0).Max(), arenaBytes);
            int most = Enumerable.Range(0, 25).Max(step => lives.Where(life => IsLive(life, step)).Sum(life => life.Bytes));
            Assert.InRange(arenaBytes, most, lives.Sum(life => life.Bytes));
        });

    [Fact]
    public void A_chain_takes_turns_between_two_places()
    {
        var lives = Enumerable.Range(0, 6).Select(step => LifeOf(24, step, step + 1)).ToArray();
        var (offsets, arenaBytes) = MemoryPlanner.Place(lives);
        Assert.Equal([0, 24, 0, 24, 0, 24], lives.Select(life => offsets[life.Key]));
        Assert.Equal(48, arenaBytes);
    }

    [Fact]
    public void A_tensor_fits_into_the_gap_that_others_leave()
    {
        // The large one and the small one live throughout; the gap between them is free again from step 2 on.
        var large = LifeOf(64, 0, 3);
        var early = LifeOf(32, 0, 1);
        var small = LifeOf(24, 0, 3);
        var late = LifeOf(16, 2, 3);
        var (offsets, arenaBytes) = MemoryPlanner.Place([late, small, early, large]);
        Assert.Equal([0, 64, 96, 64], new[] { large, early, small, late }.Select(life => offsets[life.Key]));
        Assert.Equal(120, arenaBytes);
    }

    [Fact]
    public void Nothing_needs_no_arena() => Assert.Equal(0, MemoryPlanner.Place<int>([]).ArenaBytes);

    private static MemoryPlanner.Life<object> LifeOf(int bytes, int first, int last) =>
        new(new object(), (bytes + 7) / 8 * 8, first, last);

    private static bool IsLive(MemoryPlanner.Life<object> life, int step) => life.FirstStep <= step && step <= life.LastStep;

    private static bool LiveTogether(MemoryPlanner.Life<object> a, MemoryPlanner.Life<object> b) =>
        Enumerable.Range(0, 25).Any(step => IsLive(a, step) && IsLive(b, step));

    private static int End(MemoryPlanner.Life<object> life, int offset) => offset + life.Bytes;

    private static IEnumerable<(MemoryPlanner.Life<object> A, MemoryPlanner.Life<object> B)> Pairs(MemoryPlanner.Life<object>[] lives) =>
        lives.SelectMany((a, i) => lives.Skip(i + 1).Select(b => (a, b)));
}
