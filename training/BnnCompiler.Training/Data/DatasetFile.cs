// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Training.Data;

/// <summary>A file of a dataset; it may also be packed, with .gz after its name.</summary>
/// <param name="Name">As published, without .gz.</param>
public sealed record DatasetFile(string Name)
{
    /// <summary>Under which names copies of the file are common.</summary>
    public ImmutableArray<string> OtherNames { get; init; } = [];

    /// <summary>Null where none is known.</summary>
    public FileChecksum? Checksum { get; init; }
}
