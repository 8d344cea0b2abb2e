// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Planning;

/// <summary>Who owns the memory of a buffer.</summary>
internal enum BufferPlace
{
    /// <summary>The caller's input.</summary>
    Input,

    /// <summary>The caller's scores.</summary>
    Output,

    /// <summary>The arena, at <see cref="Buffer.Offset"/>.</summary>
    Arena,
}

/// <summary>A tensor in memory while the network runs.</summary>
/// <param name="Name">The name of the op that computes it, unique in the plan.</param>
/// <param name="Type">Element type and shape.</param>
/// <param name="Place">Who owns the memory.</param>
/// <param name="Offset">Bytes from the start of the arena, a multiple of the layout's alignment; 0 outside of it.</param>
internal sealed record Buffer(string Name, TensorType Type, BufferPlace Place, int Offset);
