// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Building;

/// <summary>What the compiled network returns: the scores, also where the source model goes on to a class or to probabilities.</summary>
internal static class NetworkOutputs
{
    /// <summary>The outputs of the graph, each once.</summary>
    public static ImmutableArray<Op> Of(ImmutableArray<(string Name, Value Value)> outputs, ImportOptions options, DiagnosticLog log) =>
        [.. outputs.Select(output => Scores(output.Name, output.Value, options, log)).Distinct()];

    private static Op Scores(string name, Value value, ImportOptions options, DiagnosticLog log)
    {
        string place = $"output '{PrintableText.Escape(name)}'";
        switch (value)
        {
            case EndValue { Kind: EndKind.ClassIndex } end:
                log.Report(DiagnosticCatalog.ClassIndexDropped.At(end.Origin,
                    "the model ends in the index of a class; the compiled network returns the scores themselves"));
                return end.Scores;
            case EndValue end when options.DropSoftmax:
                log.Report(DiagnosticCatalog.SoftmaxDropped.At(end.Origin, "the Softmax was dropped; the scores are logits"));
                return end.Scores;
            case EndValue end:
                throw DiagnosticCatalog.SoftmaxAtEnd.Error(end.Origin,
                    "the model ends in a Softmax, which is not compiled; ask for it to be dropped (the class stays the same, "
                    + "the scores become logits) or export the model without it");
            case TensorValue { Op: Constant } or IntegerValue:
                throw DiagnosticCatalog.UnsupportedOnnxOutput.Error(place, "the output does not depend on the input");
            case TensorValue { Op: Input }:
                throw DiagnosticCatalog.UnsupportedOnnxOutput.Error(place, "the output is the input itself");
            case TensorValue { Meaning: Meaning.Number, Op: { Type.Element: ElementType.Float32 } op }:
                return op;
            default:
                throw DiagnosticCatalog.UnsupportedOnnxOutput.Error(place,
                    "the output holds integers or bools; scores in float32 are expected. A DequantizeLinear or a Cast to float makes them");
        }
    }
}
