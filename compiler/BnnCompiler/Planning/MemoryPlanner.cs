// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Planning;

/// <summary>
/// Gives tensors whose lives overlap different places in one arena. Larger tensors are placed first, each at the lowest offset that is
/// free during its whole life.
/// </summary>
internal static class MemoryPlanner
{
    /// <summary>Something that needs memory.</summary>
    /// <typeparam name="TKey">What tells it from others.</typeparam>
    /// <param name="Key">What it is.</param>
    /// <param name="Bytes">Its size in the arena, a multiple of what offsets have to be multiples of.</param>
    /// <param name="FirstStep">The step that writes it.</param>
    /// <param name="LastStep">The last step that reads it.</param>
    public sealed record Life<TKey>(TKey Key, int Bytes, int FirstStep, int LastStep)
        where TKey : notnull
    {
        /// <summary>Whether both tensors are needed during some step.</summary>
        public bool Overlaps(Life<TKey> other) => FirstStep <= other.LastStep && other.FirstStep <= LastStep;
    }

    /// <summary>Byte offsets of all lives and the size of the arena.</summary>
    public static (ImmutableDictionary<TKey, int> Offsets, int ArenaBytes) Place<TKey>(IEnumerable<Life<TKey>> lives)
        where TKey : notnull
    {
        var placed = new List<(Life<TKey> Life, int Offset)>();
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
        return (placed.ToImmutableDictionary(place => place.Life.Key, place => place.Offset), arena);
    }
}
