// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace BnnCompiler.Runtime.Inputs;

/// <summary>The examples of one file, one after the other in the model's own layout.</summary>
public sealed class InputExamples
{
    private readonly ReadOnlyMemory<byte> _data;
    private readonly int _byteLength;

    internal InputExamples(InputShape shape, int count, ReadOnlyMemory<byte> data)
    {
        Element = shape.Element;
        Count = count;
        _byteLength = shape.ByteLength;
        _data = data[..checked(count * _byteLength)];
    }

    /// <summary>The element of the values; always the model's own.</summary>
    public InputElement Element { get; }

    /// <summary>The number of examples, at least one.</summary>
    public int Count { get; }

    /// <summary>The values of one example of a <see cref="InputElement.UInt8"/> model.</summary>
    public ReadOnlySpan<byte> Pixels(int index) => Element == InputElement.UInt8
        ? Bytes(index)
        : throw new InvalidOperationException("The examples are float32.");

    /// <summary>The values of one example of a <see cref="InputElement.Float32"/> model.</summary>
    public ReadOnlySpan<float> Values(int index) => Element == InputElement.Float32
        ? MemoryMarshal.Cast<byte, float>(Bytes(index)) // both the files and every processor we target are little-endian
        : throw new InvalidOperationException("The examples are uint8.");

    private ReadOnlySpan<byte> Bytes(int index) => _data.Span.Slice(checked(index * _byteLength), _byteLength);
}
