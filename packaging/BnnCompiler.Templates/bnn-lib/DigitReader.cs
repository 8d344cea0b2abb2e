using BnnCompiler.Runtime;

namespace PROJECT_NAMESPACE;

/// <summary>Reads digits.</summary>
public static class DigitReader
{
    /// <summary>Rows, and columns, of an image.</summary>
    public const int Size = 16;

    /// <summary>The digit that an image shows.</summary>
    /// <param name="pixels"><see cref="Size"/> x <see cref="Size"/> gray values, row by row.</param>
    public static int Read(ReadOnlySpan<byte> pixels) => Digits.Classify(pixels);
}

/// <summary>The network, completed by the package BnnCompiler.</summary>
[BnnModel("digits.bnn")]
internal static partial class Digits;
