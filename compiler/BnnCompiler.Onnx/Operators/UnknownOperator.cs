// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Onnx.Reading;

namespace BnnCompiler.Onnx.Operators;

/// <summary>What the user is told of an operator that is not in the <see cref="OperatorTable"/>.</summary>
internal static class UnknownOperator
{
    private const string Page = "docs/diagnostics/BNN1008.md lists the supported operators";

    private static readonly string[] Transposed = ["ConvTranspose", "Col2Im", "MaxUnpool"];

    private static readonly string[] Resizing = ["Resize", "Upsample", "DepthToSpace", "SpaceToDepth", "GridSample"];

    private static readonly string[] Cutting = ["Split", "GatherElements", "GatherND", "CenterCropPad"];

    private static readonly string[] Pools = ["LpPool", "GlobalLpPool", "RoiAlign", "MaxRoiPool"];

    private static readonly string[] Normalizations =
    [
        "InstanceNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization", "MeanVarianceNormalization",
        "LpNormalization", "LRN",
    ];

    private static readonly string[] Dynamic = ["DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM", "MatMulIntegerToFloat"];

    private static readonly string[] Recurrent = ["LSTM", "GRU", "RNN"];

    private static readonly string[] ControlFlow = ["If", "Loop", "Scan", "SequenceMap"];

    /// <summary>The error for <paramref name="node"/>.</summary>
    public static DiagnosticException Refuse(OnnxNode node)
    {
        string domain = node.Domain.Length == 0 ? "ai.onnx" : PrintableText.Escape(node.Domain);
        return DiagnosticCatalog.UnsupportedOperator.Error(
            node.Origin, $"operator '{PrintableText.Escape(node.OpType)}' of domain '{domain}' is not supported: {Reason(node)}; {Page}");
    }

    private static string Reason(OnnxNode node) =>
        Transposed.Contains(node.OpType) ? "transposed convolutions cannot be compiled"
        : Resizing.Contains(node.OpType) ? "images cannot be resized or rearranged inside of the network; resize its input instead"
        : Cutting.Contains(node.OpType) ? "parts of an activation cannot be taken"
        : Pools.Contains(node.OpType) ? "pools take the greatest element of a window, the average or the sum; others cannot be compiled"
        : Normalizations.Contains(node.OpType) ? "only statistics that are constants can be compiled; train with BatchNormalization instead"
        : node.OpType == "Im2Col" ? "export the model before FINN's step LowerConvsToMatMul, with its Conv nodes"
        : Dynamic.Contains(node.OpType) ? "its scale is found anew for each input; quantize with scales that are known (quantize_static) instead"
        : Recurrent.Contains(node.OpType) ? "recurrent networks cannot be compiled"
        : ControlFlow.Contains(node.OpType) ? "networks with control flow cannot be compiled"
        : node.Domain == "com.microsoft" ? "of ONNX Runtime's own only QGemm and the linear quantizers are known; quantize with QuantFormat.QDQ"
        : node.Domain is not ("" or "ai.onnx") ? "of other domains, only the quantizers of QONNX are known"
        : "if it computes a constant, fold constants when exporting the model";
}
