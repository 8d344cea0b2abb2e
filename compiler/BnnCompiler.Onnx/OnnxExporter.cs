// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Writing;

namespace BnnCompiler.Onnx;

/// <summary>From a graph of <see cref="Stage.Imported"/> to an ONNX file that computes the same; <see cref="OnnxImporter"/> reads it back.</summary>
internal static class OnnxExporter
{
    /// <summary>The bytes of an .onnx file: the same graph and dialect, the same bytes.</summary>
    /// <exception cref="DiagnosticException">ONNX has no spelling for a part of the graph.</exception>
    public static byte[] Export(Graph graph, OnnxDialect dialect) => GraphSpelling.Spell(graph, dialect);
}
