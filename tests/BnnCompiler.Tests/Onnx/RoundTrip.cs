// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Ops;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Onnx;

/// <summary>What the exporter writes, read back by the importer.</summary>
internal static class RoundTrip
{
    /// <summary>The graph behind a file.</summary>
    public static Graph Of(Graph graph, OnnxDialect dialect) =>
        OnnxImporter.Import(OnnxExporter.Export(graph, dialect), graph.Name, null, new(), new());

    /// <summary>
    /// A graph that was imported comes back with every name and bit. Without quantizers a sign comes back as a comparison, which then stays.
    /// </summary>
    public static void Check(Graph graph)
    {
        // ONNX and QONNX have no sign that is -1 at zero.
        string text = BnnPrinter.Print(graph.Ops.OfType<Sign>().Any(sign => sign.Zero < 0) ? graph = Of(graph, OnnxDialect.Qonnx) : graph);
        Assert.Equal(text, BnnPrinter.Print(Of(graph, OnnxDialect.Qonnx)));
        var compared = Of(graph, OnnxDialect.Where);
        Assert.Equal(BnnPrinter.Print(compared), BnnPrinter.Print(Of(compared, OnnxDialect.Where)));
    }
}
