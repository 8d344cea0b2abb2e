// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Inputs;

/// <summary>Values of the model's own element, nothing else: N examples of <see cref="InputShape.ByteLength"/> bytes each.</summary>
internal static class RawFile
{
    public static InputExamples Read(string path, byte[] file, InputShape expected)
    {
        if (file.Length == 0 || file.Length % expected.ByteLength != 0)
        {
            throw new InputFileException(
                path,
                $"{file.Length} bytes",
                $"a positive multiple of {expected.ByteLength} (shape {expected}, {(expected.Element == InputElement.UInt8 ? "uint8" : "float32")})",
                "The file is truncated, has a header, or belongs to another model.");
        }

        return new InputExamples(expected, file.Length / expected.ByteLength, file);
    }
}
