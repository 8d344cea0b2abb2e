// SPDX-License-Identifier: MIT
using BnnCompiler.Formats;
using BnnCompiler.IR;

namespace BnnCompiler.BinaryNet;

/// <summary>What stands in front of the numbers of an .npy file.</summary>
/// <param name="Type">numpy's type string: byte order, kind, bytes; for example <c>&lt;f4</c>.</param>
/// <param name="IsFortranOrder">Whether the first axis is the innermost one.</param>
/// <param name="Shape">As Python writes it: <c>(784, 4096)</c>, <c>(10,)</c>.</param>
/// <param name="Length">Bytes in front of the first number.</param>
internal sealed record NpyHeader(string Type, bool IsFortranOrder, string Shape, int Length)
{
    /// <summary>Reads the begin of a file.</summary>
    /// <exception cref="InvalidDataException">This is no .npy file, or none of a single array of numbers.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> file)
    {
        var start = NpyStart.Of(file);
        if (!file.StartsWith(NpyFormat.Magic) || file.Length < start.TextStart)
            throw new InvalidDataException("it does not start with numpy's magic word");
        if (!start.IsKnownVersion)
            throw new InvalidDataException($"it is of version {NumberText.Of(start.Version)} of the npy format; expected 1, 2 or 3");
        if (!start.HasText(file.Length))
            throw new InvalidDataException($"its header states a length of {NumberText.Of(start.TextLength)}");

        var entries = NpyDictionary.Parse(start.TextOf(file));
        if (entries.IsTooLarge)
            throw new InvalidDataException("its header states more elements than any array has");
        return entries.IsWhole
            ? new(entries.Type, entries.IsFortranOrder.Value, NpyFormat.Tuple(entries.Shape), start.DataStart)
            : throw new InvalidDataException("its header does not describe one array of numbers");
    }
}
