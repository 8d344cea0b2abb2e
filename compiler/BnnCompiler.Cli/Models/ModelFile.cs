// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Text;

namespace BnnCompiler.Cli.Models;

/// <summary>Reads a model of any supported format into an imported graph.</summary>
internal static class ModelFile
{
    private const long MaxBytes = 2L << 30;

    /// <summary>The graph of a model file.</summary>
    /// <exception cref="DiagnosticException">The file is missing, damaged, or holds something that cannot be compiled.</exception>
    public static Graph Read(ModelOptions model, DiagnosticLog log)
    {
        string path = model.Path;
        if (!File.Exists(path))
        {
            throw DiagnosticCatalog.FileAccess.Error("", Directory.Exists(path)
                ? $"'{PrintableText.Escape(path)}' is a folder; expected a model file (.onnx or .bnn)"
                : $"there is no file '{PrintableText.Escape(path)}'; expected a model file (.onnx or .bnn)");
        }

        if (new FileInfo(path).Length >= MaxBytes)
            throw DiagnosticCatalog.FileAccess.Error("", $"'{PrintableText.Escape(path)}' has 2 GiB or more; expected a model below that");
        byte[] bytes = File.ReadAllBytes(path);
        return IsText(bytes)
            ? ReadText(bytes, model, log)
            : OnnxImporter.Import(bytes, Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(Path.GetFullPath(path)), model.Import, log);
    }

    private static Graph ReadText(byte[] bytes, ModelOptions model, DiagnosticLog log)
    {
        if (model.Import.InputScale is not null)
            log.Report(DiagnosticCatalog.IgnoredOption.At("", "--input-scale is ignored: a .bnn file states its input's scale itself"));
        string name = Path.GetFileName(model.Path);
        var graph = BnnParser.Parse(Encoding.UTF8.GetString(bytes), name, out var stage);
        return stage == Stage.Imported
            ? graph
            : throw DiagnosticCatalog.InvalidGraph.Error(name,
                "the text is of stage packed, which only the source generator reads; give the model that 'bnnc lower' made it from");
    }

    /// <summary>A .bnn file starts with its version line, perhaps after comments.</summary>
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        while (bytes.StartsWith(";"u8) || bytes.StartsWith("\n"u8) || bytes.StartsWith("\r\n"u8))
        {
            int end = bytes.IndexOf((byte)'\n');
            if (end < 0)
                return true;
            bytes = bytes[(end + 1)..];
        }

        return bytes.StartsWith("bnn "u8);
    }
}
