// SPDX-License-Identifier: MIT
namespace BnnCompiler.Diagnostics;

/// <summary>Where an op comes from in the source model, so that every later message can name it.</summary>
/// <param name="Node">Name of the source node, as the model spells it.</param>
internal sealed record Origin(string Node)
{
    /// <inheritdoc/>
    public override string ToString() => $"node '{PrintableText.Escape(Node)}'";
}
