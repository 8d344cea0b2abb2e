// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Onnx.Reading;

/// <summary>
/// Measures, before anything is parsed, how much of a file becomes objects: two bytes of an empty message become an object of a
/// hundred, so that a file of moderate size could exhaust the memory. Values of tensors stay as large as they are and are not counted.
/// </summary>
internal static class StructureSize
{
    // Field numbers as in onnx_subset.proto. A field that is in neither list is skipped by the parser or holds plain values.
    private static readonly Level Tensor = new(Counted: [6, 8, 12, 13], Nested: []);
    private static readonly Level Attribute = new(Counted: [1, 4, 9, 11, 21], Nested: new() { [5] = Tensor });
    private static readonly Level Node = new(Counted: [1, 2, 3, 4, 6, 7, 8], Nested: new() { [5] = Attribute });
    private static readonly Level Graph = new(Counted: [11, 12, 15], Nested: new() { [1] = Node, [5] = Tensor });
    private static readonly Level Model = new(Counted: [8, 14, 20, 25], Nested: new() { [7] = Graph });

    private sealed record Level(int[] Counted, Dictionary<int, Level> Nested);

    /// <summary>Refuses a file with too much structure. What is malformed is left for the parser to report.</summary>
    public static void Check(ReadOnlySpan<byte> file, ImportLimits limits)
    {
        long size = Measure(file, Model);
        if (size > limits.StructureBytes)
        {
            throw DiagnosticCatalog.OnnxLimit.Error("",
                $"names, nodes and attributes take {NumberText.Of(size)} bytes of the file; "
                + $"at most {NumberText.Of(limits.StructureBytes)} are read");
        }
    }

    // The recursion is as deep as the lists above nest, four levels, whatever the file says.
    private static long Measure(ReadOnlySpan<byte> message, Level level)
    {
        long size = 0;
        while (TryReadVarint(ref message, out ulong tag))
        {
            int skip;
            switch (tag & 7)
            {
                case 0:
                    if (!TryReadVarint(ref message, out _))
                        return size;
                    continue;
                case 1:
                    skip = 8;
                    break;
                case 5:
                    skip = 4;
                    break;
                case 2 when TryReadVarint(ref message, out ulong length) && length <= (ulong)message.Length:
                    skip = (int)length;
                    int field = (int)Math.Min(tag >> 3, int.MaxValue);
                    if (level.Nested.TryGetValue(field, out var nested))
                        size += 2 + Measure(message[..skip], nested);
                    else if (level.Counted.Contains(field))
                        size += 2 + skip;
                    break;
                default:
                    return size;
            }

            if (skip > message.Length)
                return size;
            message = message[skip..];
        }

        return size;
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < Math.Min(10, bytes.Length); i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
