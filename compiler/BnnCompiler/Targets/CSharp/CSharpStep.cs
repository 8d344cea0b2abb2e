// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Planning;
using Buffer = BnnCompiler.Planning.Buffer;

namespace BnnCompiler.Targets.CSharp;

/// <summary>The text of a step.</summary>
/// <param name="Step">The kernel call.</param>
/// <param name="Statements">What carries it out; the buffers that it reads and writes are local variables or parameters.</param>
/// <param name="Comment">What the ops are, in lines of comment.</param>
internal sealed record CSharpStep(Step Step, string Statements, string Comment)
{
    /// <summary>Comment and statements, where the variable that is written has been declared.</summary>
    public string Bare => $"{Comment}\n{Statements}";

    /// <summary>Comment, the variable that is written, and statements.</summary>
    public string Text(CSharpEmission emission) => Step.Writes.Place == BufferPlace.Arena
        ? $"{Comment}\n{Declaration(Step.Writes, emission)}\n{Statements}"
        : Bare;

    /// <summary>Declares the variable of a buffer of the arena.</summary>
    public static string Declaration(Buffer buffer, CSharpEmission emission) =>
        Declaration(buffer, emission, $"arena.Slice({NumberText.Of(buffer.Offset / 8)}, {NumberText.Of(Words(buffer))})");

    /// <summary>Declares the variable of a buffer that has the words <paramref name="slice"/>.</summary>
    public static string Declaration(Buffer buffer, CSharpEmission emission, string slice)
    {
        string element = CSharpTables.ElementName(buffer.Type.Element), length = NumberText.Of(buffer.Type.Shape.ElementCount);
        return buffer.Type.Element == ElementType.Bit
            ? $"Span<ulong> {emission.Local(buffer)} = {slice};"
            : $"Span<{element}> {emission.Local(buffer)} = MemoryMarshal.Cast<ulong, {element}>({slice})[..{length}];";
    }

    /// <summary>Words of a buffer.</summary>
    public static int Words(Buffer buffer) => (buffer.Type.ByteSize + 7) / 8;
}
