// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Diagnostics;

/// <summary>
/// Every message a user can get. Numbers are never reused: 0xxx the .bnn text, 1xxx reading ONNX, 2xxx compiling, 3xxx command line,
/// files and toolchains. Each has a page under docs/diagnostics and a test that raises it.
/// </summary>
internal static class DiagnosticCatalog
{
    /// <summary>The .bnn text does not follow the grammar.</summary>
    public static readonly DiagnosticDescriptor InvalidText = Error("BNN0001", "The .bnn text does not follow the grammar");

    /// <summary>An op of the .bnn text has operands or attributes it cannot have.</summary>
    public static readonly DiagnosticDescriptor InvalidOp = Error("BNN0002", "An op has operands or attributes it cannot have");

    /// <summary>The .bnn text is of a version this compiler does not know.</summary>
    public static readonly DiagnosticDescriptor UnknownVersion = Error("BNN0003", "The .bnn text is of an unknown version");

    /// <summary>A graph breaks a rule of its stage.</summary>
    public static readonly DiagnosticDescriptor InvalidGraph = Error("BNN0004", "The graph breaks a rule of its stage");

    /// <summary>A layer's weights are not +1 and -1 up to a scale per output.</summary>
    public static readonly DiagnosticDescriptor WeightsNotBinary = Error("BNN2001", "The weights of a layer are not binary");

    /// <summary>A hidden layer with binary weights reads activations that are not binary.</summary>
    public static readonly DiagnosticDescriptor ActivationsNotBinary = Error("BNN2002", "The activations of a hidden layer are not binary");

    /// <summary>A sign gives 0 at a sum that can occur.</summary>
    public static readonly DiagnosticDescriptor TernarySign = Error("BNN2003", "The sign of zero is zero, and zero can occur");

    /// <summary>A pointwise chain gives NaN for a sum that can occur.</summary>
    public static readonly DiagnosticDescriptor NotANumber = Error("BNN2004", "A chain gives NaN for a sum that can occur");

    /// <summary>Activations are binary, but their scales differ from feature to feature.</summary>
    public static readonly DiagnosticDescriptor ScaledPerFeature = Error("BNN2005", "Binary activations are scaled differently per feature");

    /// <summary>The graph has a form that the target cannot compute.</summary>
    public static readonly DiagnosticDescriptor UnsupportedGraph = Error("BNN2006", "The network has a form that cannot be compiled");

    /// <summary>The thresholds of some channels depend on the order of evaluation.</summary>
    public static readonly DiagnosticDescriptor TieUnsafe = Note("BNN2101", "Some thresholds depend on the order of evaluation");

    /// <summary>Channels that never change were removed.</summary>
    public static readonly DiagnosticDescriptor ConstantChannels = Note("BNN2102", "Constant channels were removed");

    /// <summary>The residue of a straight-through estimator was removed.</summary>
    public static readonly DiagnosticDescriptor StraightThroughResidue = Note("BNN2103", "The residue of a straight-through estimator was removed");

    /// <summary>All entries.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        InvalidText, InvalidOp, UnknownVersion, InvalidGraph,
        WeightsNotBinary, ActivationsNotBinary, TernarySign, NotANumber, ScaledPerFeature, UnsupportedGraph,
        TieUnsafe, ConstantChannels, StraightThroughResidue,
    ];

    private static DiagnosticDescriptor Error(string code, string title) => new(code, DiagnosticSeverity.Error, title);

    private static DiagnosticDescriptor Note(string code, string title) => new(code, DiagnosticSeverity.Note, title);
}
