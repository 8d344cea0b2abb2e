// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.SourceGenerator;

/// <summary>
/// Which file each class name belongs to, where several ask for it: the first one in ordinal order. Names that differ in case only count as one,
/// because the names of generated files do.
/// </summary>
internal sealed record ClassOwners(EquatableArray<ClassOwner> Contested)
{
    /// <summary>The owners of the names that more than one file asks for.</summary>
    public static ClassOwners Of(ImmutableArray<GeneratedModel> models) => new(new EquatableArray<ClassOwner>([.. models
        .GroupBy(model => model.FullName, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new ClassOwner(group.Key, group.Select(model => model.Path).OrderBy(path => path, StringComparer.Ordinal).First()))]));

    /// <summary>The file that has the class's name, if it is another one.</summary>
    public string? FindOther(GeneratedModel model) =>
        Contested.FirstOrDefault(owner => string.Equals(owner.FullName, model.FullName, StringComparison.OrdinalIgnoreCase)) is { } owner
            && owner.Path != model.Path
                ? owner.Path
                : null;
}

/// <summary>A class and the file it is made from.</summary>
internal sealed record ClassOwner(string FullName, string Path);
