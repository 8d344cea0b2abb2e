// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.BinaryNet;
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
                ? $"'{PrintableText.Escape(path)}' is a folder; expected a model file (.onnx, .bnn or .npz)"
                : $"there is no file '{PrintableText.Escape(path)}'; expected a model file (.onnx, .bnn or .npz)");
        }

        if (new FileInfo(path).Length >= MaxBytes)
            throw DiagnosticCatalog.FileAccess.Error("", $"'{PrintableText.Escape(path)}' has 2 GiB or more; expected a model below that");
        byte[] bytes = File.ReadAllBytes(path);
        if (IsArchive(bytes))
            return ReadArchive(bytes, model, log);
        if (model.Architecture is not null)
        {
            log.Report(
                DiagnosticCatalog.IgnoredOption.At("", "--arch is ignored: only an .npz file needs it, other files state their layers themselves"));
        }

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

    private static Graph ReadArchive(byte[] bytes, ModelOptions model, DiagnosticLog log)
    {
        if (model.Import.InputScale is not null)
        {
            log.Report(DiagnosticCatalog.IgnoredOption.At("",
                "--input-scale is ignored: networks of .npz files read pixels p as 2 p / 255 - 1, as their authors train them"));
        }
        string name = Path.GetFileName(model.Path);
        return model.Architecture is { } architecture
            ? BinaryNetModel.FromNpz(bytes, name, architecture).ToGraph()
            : throw DiagnosticCatalog.Arguments.Error("", $"'{PrintableText.Escape(name)}' is an .npz archive, which holds parameters and no layers; "
                + "say what they belong to with --arch, for example --arch mlp:784-4096-4096-4096-10");
    }

    /// <summary>The initials of the format's author stand in front of every part of a zip archive, and so of the first.</summary>
    private static bool IsArchive(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK"u8);

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
