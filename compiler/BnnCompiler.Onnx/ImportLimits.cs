// SPDX-License-Identifier: MIT

namespace BnnCompiler.Onnx;

/// <summary>
/// How large a model may be. The figures are far above any binarized network known to us and far below what would exhaust a machine:
/// a model file is not to be trusted.
/// </summary>
internal sealed record ImportLimits
{
    /// <summary>The limits in force unless a test says otherwise.</summary>
    public static ImportLimits Default { get; } = new();

    /// <summary>Bytes of the model file.</summary>
    public long FileBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of the model file that are not values of tensors: names, nodes, attributes.</summary>
    public long StructureBytes { get; init; } = 1L << 22;

    /// <summary>Nodes of the graph.</summary>
    public int Nodes { get; init; } = 100_000;

    /// <summary>Inputs or outputs or attributes of one node.</summary>
    public int NodeParts { get; init; } = 1_000;

    /// <summary>Initializers of the graph.</summary>
    public int Initializers { get; init; } = 100_000;

    /// <summary>Characters of a name.</summary>
    public int NameLength { get; init; } = 1_000;

    /// <summary>Axes of a tensor.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>Elements of a tensor.</summary>
    public int Elements { get; init; } = 1 << 26;

    /// <summary>Elements of a constant that is larger than all it was made from, as ConstantOfShape and broadcasting make them.</summary>
    public int GrownElements { get; init; } = 1 << 20;

    /// <summary>Elements of constants that all nodes together read or make; bounds the time of an import.</summary>
    public long ConstantWork { get; init; } = 1L << 29;

    /// <summary>Taps of the window of one convolution or pool.</summary>
    public int KernelTaps { get; init; } = 1 << 20;

    /// <summary>Outputs times taps along one axis, of all windows of convolutions and pools together.</summary>
    public long WindowPositions { get; init; } = 1L << 24;

    /// <summary>Terms of the sums of layers and pools that are computed while importing, because all that they read is constant.</summary>
    public long FoldedTerms { get; init; } = 1L << 24;
}
