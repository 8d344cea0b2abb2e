// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests;

/// <summary>How wide the registers are that a process may use. A processor that lacks a width anyway runs at its own.</summary>
/// <param name="Bits">The widest register.</param>
/// <param name="Disabled">The .NET setting that keeps wider ones from being used; null for the processor's own width.</param>
public sealed record RegisterWidth(int Bits, string? Disabled)
{
    /// <summary>The processor's own width, and each narrower one.</summary>
    public static readonly RegisterWidth[] All =
    [
        new(512, null), new(256, "DOTNET_EnableAVX512"), new(128, "DOTNET_EnableAVX2"), new(0, "DOTNET_EnableHWIntrinsic"),
    ];

    /// <summary>The environment of a process of this width.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Environment =>
        All.Where(width => width.Disabled is not null).Select(width => KeyValuePair.Create(width.Disabled!, width == this ? "0" : null));

    /// <inheritdoc/>
    public override string ToString() => Disabled is null ? "the processor's own registers" : $"{Disabled}=0";
}
