// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Diagnostics;

/// <summary>
/// Every message a user can get. Numbers are never reused: 0xxx the .bnn text, 1xxx reading ONNX, 2xxx compiling (22xx a network
/// in a C# project), 3xxx command line, files and toolchains. Each has a page under docs/diagnostics and a test that raises it.
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

    /// <summary>The bytes are no ONNX model, or only a part of one.</summary>
    public static readonly DiagnosticDescriptor NotAnOnnxFile = Error("BNN1001", "The file is not an ONNX model");

    /// <summary>The model is larger than any network the importer will read.</summary>
    public static readonly DiagnosticDescriptor OnnxLimit = Error("BNN1002", "The model exceeds a limit of the importer");

    /// <summary>The file's IR version or operator set is not known.</summary>
    public static readonly DiagnosticDescriptor UnsupportedOnnxVersion = Error("BNN1003", "The model's format version is not supported");

    /// <summary>Names are missing or defined twice, or a node depends on itself.</summary>
    public static readonly DiagnosticDescriptor InvalidOnnxGraph = Error("BNN1004", "The model's graph is not sound");

    /// <summary>A tensor's values do not fit its type and shape, or float32 cannot hold them.</summary>
    public static readonly DiagnosticDescriptor InvalidTensor = Error("BNN1005", "The values of a tensor cannot be read");

    /// <summary>Values in a file beside the model cannot be read, or must not be.</summary>
    public static readonly DiagnosticDescriptor ExternalData = Error("BNN1006", "External data was refused");

    /// <summary>The model has several inputs, or one of an unsupported type or shape.</summary>
    public static readonly DiagnosticDescriptor UnsupportedOnnxInput = Error("BNN1007", "The model's input cannot be compiled");

    /// <summary>A node's operator is unknown, or belongs to what cannot be compiled yet.</summary>
    public static readonly DiagnosticDescriptor UnsupportedOperator = Error("BNN1008", "An operator is not supported");

    /// <summary>A node breaks a rule of its operator.</summary>
    public static readonly DiagnosticDescriptor InvalidNode = Error("BNN1009", "A node's inputs or attributes do not fit its operator");

    /// <summary>The operator is supported, but not in this form.</summary>
    public static readonly DiagnosticDescriptor UnsupportedNode = Error("BNN1010", "A node uses its operator in an unsupported way");

    /// <summary>A bit width that is no whole number from 1 to 32, or a step with more levels than a byte holds.</summary>
    public static readonly DiagnosticDescriptor UnsupportedBitWidth = Error("BNN1011", "A quantizer has too many levels");

    /// <summary>The parameters of a batch normalization give no number.</summary>
    public static readonly DiagnosticDescriptor InvalidBatchNorm = Error("BNN1012", "A batch normalization divides by nothing");

    /// <summary>The input scale is no positive number or fraction, or the input needs none.</summary>
    public static readonly DiagnosticDescriptor InvalidInputScale = Error("BNN1013", "The input scale cannot be used");

    /// <summary>Scores behind a Softmax cannot be compiled exactly; they may be dropped on request.</summary>
    public static readonly DiagnosticDescriptor SoftmaxAtEnd = Error("BNN1014", "The model ends in a Softmax");

    /// <summary>An output is no float tensor that depends on the input.</summary>
    public static readonly DiagnosticDescriptor UnsupportedOnnxOutput = Error("BNN1015", "The model's output cannot be compiled");

    /// <summary>Subgraphs, functions, sparse tensors, sequences.</summary>
    public static readonly DiagnosticDescriptor UnsupportedOnnxFeature = Error("BNN1016", "The model uses a feature of ONNX that cannot be compiled");

    /// <summary>The graph has no spelling in ONNX.</summary>
    public static readonly DiagnosticDescriptor NotExpressibleInOnnx = Error("BNN1017", "The network cannot be written as ONNX");

    /// <summary>The text of <c>--arch</c> names no network of the paper's kind.</summary>
    public static readonly DiagnosticDescriptor InvalidArchitecture = Error("BNN1018", "The architecture cannot be read");

    /// <summary>The bytes are no archive of arrays, or only a part of one.</summary>
    public static readonly DiagnosticDescriptor DamagedParameters = Error("BNN1019", "The file is not an archive of arrays");

    /// <summary>A file of parameters is not of the network that <c>--arch</c> describes.</summary>
    public static readonly DiagnosticDescriptor UnfittingParameters = Error("BNN1020", "The arrays do not fit the architecture");

    /// <summary>The parameters are no finite float32 numbers in C order.</summary>
    public static readonly DiagnosticDescriptor UnusableParameters = Error("BNN1021", "The numbers of an array cannot be used");

    /// <summary>TopK or ArgMax at the end was dropped.</summary>
    public static readonly DiagnosticDescriptor ClassIndexDropped = Note("BNN1101", "The class index was replaced by the scores");

    /// <summary>The scores are logits.</summary>
    public static readonly DiagnosticDescriptor SoftmaxDropped = Note("BNN1102", "The Softmax at the end was dropped");

    /// <summary>The model's batch extent is not 1.</summary>
    public static readonly DiagnosticDescriptor BatchCompiledAsOne = Note("BNN1103", "The batch was compiled as one example");

    /// <summary>A layer's weights are not +1 and -1 up to a scale per output.</summary>
    public static readonly DiagnosticDescriptor WeightsNotBinary = Error("BNN2001", "The weights of a layer are neither binary nor small integers");

    /// <summary>A hidden layer with binary weights reads activations that are not binary.</summary>
    public static readonly DiagnosticDescriptor ActivationsNotBinary =
        Error("BNN2002", "The activations of a hidden layer are neither binary nor codes");

    /// <summary>A sign gives 0 at a sum that can occur.</summary>
    public static readonly DiagnosticDescriptor TernarySign = Error("BNN2003", "The sign of zero is zero, and its values have no common step");

    /// <summary>A pointwise chain gives NaN for a sum that can occur.</summary>
    public static readonly DiagnosticDescriptor NotANumber = Error("BNN2004", "A chain gives NaN for a sum that can occur");

    /// <summary>Activations are binary, but their scales differ from feature to feature.</summary>
    public static readonly DiagnosticDescriptor ScaledPerFeature = Error("BNN2005", "Binary activations are scaled differently per feature");

    /// <summary>The graph has a form that the target cannot compute.</summary>
    public static readonly DiagnosticDescriptor UnsupportedGraph = Error("BNN2006", "The network has a form that cannot be compiled");

    /// <summary>Integer scores were asked for, and none are sure to choose the same class.</summary>
    public static readonly DiagnosticDescriptor NoIntegerScores = Error("BNN2007", "The scores cannot be made integers");

    /// <summary>The thresholds of some channels depend on the order of evaluation.</summary>
    public static readonly DiagnosticDescriptor TieUnsafe = Note("BNN2101", "Some thresholds depend on the order of evaluation");

    /// <summary>Channels that never change were removed.</summary>
    public static readonly DiagnosticDescriptor ConstantChannels = Note("BNN2102", "Constant channels were removed");

    /// <summary>The residue of a straight-through estimator was removed.</summary>
    public static readonly DiagnosticDescriptor StraightThroughResidue = Note("BNN2103", "The residue of a straight-through estimator was removed");

    /// <summary>The sums of a layer are rounded once, where float32 rounds every term.</summary>
    public static readonly DiagnosticDescriptor RoundedOnce = Note("BNN2104", "The sums of a layer are rounded once");

    /// <summary>A layer has float weights and reads numbers.</summary>
    public static readonly DiagnosticDescriptor FloatLayer = Note("BNN2105", "A layer is computed in float32");

    /// <summary>The network is too large to be interpreted while it is compiled.</summary>
    public static readonly DiagnosticDescriptor NotSelfChecked = Note("BNN2106", "The compiled network was not compared with its file");

    /// <summary>A project wants a class that C# or the generated code cannot have.</summary>
    public static readonly DiagnosticDescriptor InvalidClassName = Error("BNN2201", "The generated class cannot be called so");

    /// <summary>Two networks of a project want one class.</summary>
    public static readonly DiagnosticDescriptor DuplicateClass = Error("BNN2202", "Two networks ask for one class");

    /// <summary>A class with <c>[BnnModel]</c> is not one that can be completed.</summary>
    public static readonly DiagnosticDescriptor InvalidModelClass = Error("BNN2203", "A class with [BnnModel] cannot be completed");

    /// <summary>A <c>[BnnModel]</c> names no file of the project.</summary>
    public static readonly DiagnosticDescriptor UnknownModelFile = Error("BNN2204", "[BnnModel] names no network of the project");

    /// <summary>Two <c>BnnModel</c> items have one file name; the package's MSBuild targets say so.</summary>
    public static readonly DiagnosticDescriptor DuplicateModelFile = Error("BNN2205", "Two models of a project have the same file name");

    /// <summary>The network takes more flash, memory or stack than the user allows.</summary>
    public static readonly DiagnosticDescriptor OverBudget = Error("BNN2301", "The network does not fit its budget");

    /// <summary>An input or label file is damaged or does not fit the model.</summary>
    public static readonly DiagnosticDescriptor InputFile = Error("BNN3001", "An input or label file does not fit the model");

    /// <summary>A file or folder cannot be read or written.</summary>
    public static readonly DiagnosticDescriptor FileAccess = Error("BNN3002", "A file or folder cannot be read or written");

    /// <summary>The command line is wrong.</summary>
    public static readonly DiagnosticDescriptor Arguments = Error("BNN3003", "The command line is wrong");

    /// <summary>The native toolchain is missing, or failed.</summary>
    public static readonly DiagnosticDescriptor Toolchain = Error("BNN3004", "The native toolchain is missing or failed");

    /// <summary>An option has no effect on this kind of model.</summary>
    public static readonly DiagnosticDescriptor IgnoredOption = Note("BNN3101", "An option has no effect on this kind of model");

    /// <summary>Whether a note says that float32 arithmetic in the order of the file can give other scores.</summary>
    public static bool AnnouncesOtherScores(Diagnostic note) => note.Code == RoundedOnce.Code || note.Code == StraightThroughResidue.Code;

    /// <summary>All entries.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        InvalidText, InvalidOp, UnknownVersion, InvalidGraph,
        NotAnOnnxFile, OnnxLimit, UnsupportedOnnxVersion, InvalidOnnxGraph, InvalidTensor, ExternalData, UnsupportedOnnxInput,
        UnsupportedOperator, InvalidNode, UnsupportedNode, UnsupportedBitWidth, InvalidBatchNorm, InvalidInputScale, SoftmaxAtEnd,
        UnsupportedOnnxOutput, UnsupportedOnnxFeature, NotExpressibleInOnnx, InvalidArchitecture,
        DamagedParameters, UnfittingParameters, UnusableParameters, ClassIndexDropped, SoftmaxDropped, BatchCompiledAsOne,
        WeightsNotBinary, ActivationsNotBinary, TernarySign, NotANumber, ScaledPerFeature, UnsupportedGraph, NoIntegerScores,
        TieUnsafe, ConstantChannels, StraightThroughResidue, RoundedOnce, FloatLayer, NotSelfChecked,
        InvalidClassName, DuplicateClass, InvalidModelClass, UnknownModelFile, DuplicateModelFile,
        OverBudget, InputFile, FileAccess, Arguments, Toolchain,
        IgnoredOption,
    ];

    private static DiagnosticDescriptor Error(string code, string title) => new(code, DiagnosticSeverity.Error, title);

    private static DiagnosticDescriptor Note(string code, string title) => new(code, DiagnosticSeverity.Note, title);
}
