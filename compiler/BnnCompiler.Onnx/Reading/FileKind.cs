// SPDX-License-Identifier: MIT
using System.Text;

namespace BnnCompiler.Onnx.Reading;

/// <summary>What a file is that was handed in for a model by mistake.</summary>
internal static class FileKind
{
    private static readonly (string Start, string Description)[] Known =
    [
        ("version https://git-lfs", "it is a Git LFS pointer; fetch the file itself with 'git lfs pull'"),
        ("<", "it looks like a web page; the download probably failed"),
        ("PK\u0003\u0004", "it is a zip archive; a PyTorch checkpoint has to be exported to ONNX first"),
        ("\u0089HDF", "it is an HDF5 file; a Keras model has to be exported to ONNX first"),
        ("\u0093NUMPY", "it is a numpy array"),
        ("\u0080\u0002", "it is a Python pickle; a PyTorch checkpoint has to be exported to ONNX first"),
        ("\u001f\u008b", "it is compressed with gzip; unpack it first"),
        ("\u007fELF", "it is a program"),
        ("graph ", "it looks like .bnn text"),
    ];

    /// <summary>A guess from the first bytes, in words for a message.</summary>
    public static string Describe(byte[] file)
    {
        if (file.Length == 0)
            return "it is empty";
        string start = Encoding.Latin1.GetString(file, 0, Math.Min(file.Length, 64));
        foreach (var (known, description) in Known)
        {
            if (start.StartsWith(known, StringComparison.Ordinal))
                return description;
        }

        return start.All(c => c is '\n' or '\r' or '\t' or (>= ' ' and <= '~')) ? "it is text" : "its protobuf structure is broken";
    }
}
