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
    private const int Alignment = 8;

    /// <summary>A tensor that needs memory.</summary>
    /// <param name="Op">The op that computes it.</param>
    /// <param name="FirstStep">The step that writes it.</param>
    /// <param name="LastStep">The last step that reads it.</param>
    public sealed record Life(Op Op, int FirstStep, int LastStep)
    {
        /// <summary>Size in the arena.</summary>
        public int Bytes => (Op.Type.ByteSize + Alignment - 1) / Alignment * Alignment;

        /// <summary>Whether both tensors are needed during some step.</summary>
        public bool Overlaps(Life other) => FirstStep <= other.LastStep && other.FirstStep <= LastStep;
    }

    /// <summary>Byte offsets of all tensors and the size of the arena.</summary>
    public static (ImmutableDictionary<Op, int> Offsets, int ArenaBytes) Place(IEnumerable<Life> lives)
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
        return (placed.ToImmutableDictionary(place => place.Life.Op, place => place.Offset), arena);
    }
}
