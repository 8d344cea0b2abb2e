// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Reading;
using BnnCompiler.Text;

namespace BnnCompiler.Onnx;

/// <summary>From an ONNX or QONNX file to a graph of <see cref="Stage.Imported"/> that computes what the file says, in float32.</summary>
internal static class OnnxImporter
{
    /// <summary>Imports a model.</summary>
    /// <param name="file">The bytes of an .onnx file.</param>
    /// <param name="name">What the graph is to be called; made safe.</param>
    /// <param name="folder">Where external data lies; null to refuse it.</param>
    /// <param name="options">What the user decided.</param>
    /// <param name="log">Receives notes.</param>
    /// <exception cref="DiagnosticException">The file is no sound ONNX model, or contains what cannot be compiled.</exception>
    public static Graph Import(byte[] file, string name, string? folder, ImportOptions options, DiagnosticLog log)
    {
        var model = OnnxModelReader.Read(file, options.Limits);
        return GraphBuilder.Build(model, SafeName.Of(name, "model"), new(folder, options.Limits), options, log);
    }
}
