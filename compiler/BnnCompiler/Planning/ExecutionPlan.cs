// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Planning;

/// <summary>
/// Everything a target has to spell: the kernel calls in order and where each tensor lies. Nothing is left to decide that depends on
/// the model.
/// </summary>
/// <param name="Name">The model's name.</param>
/// <param name="Input">The caller's input.</param>
/// <param name="Output">The caller's scores.</param>
/// <param name="Steps">In order of execution.</param>
/// <param name="ArenaBytes">Size of the arena that all intermediate tensors share, a multiple of the layout's alignment.</param>
/// <param name="Layout">How tensors lie in memory.</param>
internal sealed record ExecutionPlan(string Name, Buffer Input, Buffer Output, ImmutableArray<Step> Steps, int ArenaBytes, WordLayout Layout)
{
    /// <summary>The input's dimensions, a batch of 1 first.</summary>
    public ImmutableArray<int> InputDimensions => DimensionsOf(Input.Type);

    /// <summary>The dimensions of an input, a batch of 1 first.</summary>
    public static ImmutableArray<int> DimensionsOf(TensorType input) =>
        input.Shape is { Rank: > 1 } shape && shape[0] == 1 ? shape.Extents : [1, .. input.Shape.Extents];

    /// <summary>The constants that the steps read, in order of first use.</summary>
    public IEnumerable<Constant> Constants =>
        Steps.SelectMany(step => step.Ops).SelectMany(op => op.Operands).OfType<Constant>().Distinct();

    /// <summary>Bytes of weights, limits and other constants.</summary>
    public int ConstantBytes => Constants.Sum(constant => Layout.BytesOf(constant.Type));
}
