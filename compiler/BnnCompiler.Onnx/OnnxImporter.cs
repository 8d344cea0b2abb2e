// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Onnx.Reading;

namespace BnnCompiler.Onnx;

/// <summary>From an ONNX or QONNX file to a graph of <see cref="Stage.Imported"/> that computes what the file says, in float32.</summary>
internal static class OnnxImporter
{
    /// <summary>Imports a file.</summary>
    /// <exception cref="DiagnosticException">The file is no sound ONNX model, or contains what cannot be compiled.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Graph ImportFile(string path, ImportOptions options, DiagnosticLog log)
    {
        using var file = File.OpenRead(path);
        return Import(file, Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(Path.GetFullPath(path)), options, log);
    }

    /// <summary>Imports a model from a stream, which is read to its end.</summary>
    /// <param name="file">The bytes of an .onnx file.</param>
    /// <param name="name">What the graph is to be called; made safe.</param>
    /// <param name="folder">Where external data lies; null to refuse it.</param>
    /// <param name="options">What the user decided.</param>
    /// <param name="log">Receives notes.</param>
    public static Graph Import(Stream file, string name, string? folder, ImportOptions options, DiagnosticLog log) =>
        Import(ReadAll(file, options.Limits), name, folder, options, log);

    /// <inheritdoc cref="Import(Stream, string, string?, ImportOptions, DiagnosticLog)"/>
    public static Graph Import(byte[] file, string name, string? folder, ImportOptions options, DiagnosticLog log)
    {
        var model = OnnxModelReader.Read(file, options.Limits);
        return GraphBuilder.Build(model, SafeName.Of(name, "model"), new(folder, options.Limits), options, log);
    }

    private static byte[] ReadAll(Stream file, ImportLimits limits)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = file.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > limits.FileBytes)
                break;
        }

        return bytes.ToArray();
    }
}
