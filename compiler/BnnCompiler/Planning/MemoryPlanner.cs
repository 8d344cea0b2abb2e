// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Planning;

/// <summary>
/// Gives tensors whose lives overlap different places in one arena. Larger tensors are placed first, each at the lowest offset that is
/// free during its whole life.
/// </summary>
internal static class MemoryPlanner
{
    /// <summary>Something that needs memory.</summary>
    /// <param name="Op">The op that computes it, or that it is the scratch of.</param>
    /// <param name="IsScratch">Whether it is memory that a kernel works in, and no tensor.</param>
    /// <param name="Bytes">Its size in the arena, a multiple of what offsets have to be multiples of.</param>
    /// <param name="FirstStep">The step that writes it.</param>
    /// <param name="LastStep">The last step that reads it.</param>
    public sealed record Life(Op Op, bool IsScratch, int Bytes, int FirstStep, int LastStep)
    {
        /// <summary>Whether both tensors are needed during some step.</summary>
        public bool Overlaps(Life other) => FirstStep <= other.LastStep && other.FirstStep <= LastStep;
    }

    /// <summary>Byte offsets of all lives and the size of the arena.</summary>
    public static (ImmutableDictionary<(Op Op, bool IsScratch), int> Offsets, int ArenaBytes) Place(IEnumerable<Life> lives)
    {
        var placed = new List<(Life Life, int Offset)>();
        foreach (var life in lives.OrderByDescending(life => life.Bytes).ThenBy(life => life.FirstStep))
        {
            int offset = 0;
            foreach (var (neighbour, start) in placed.Where(other => other.Life.Overlaps(life)).OrderBy(other => other.Offset))
            {
                if (offset + life.Bytes <= start)
                    break;
                offset = Math.Max(offset, checked(start + neighbour.Bytes));
            }

            placed.Add((life, offset));
        }

        int arena = placed.Select(place => checked(place.Offset + place.Life.Bytes)).DefaultIfEmpty(0).Max();
        return (placed.ToImmutableDictionary(place => (place.Life.Op, place.Life.IsScratch), place => place.Offset), arena);
    }
}
