// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace BnnCompiler.IR;

/// <summary>
/// The elements of a tensor as little-endian bytes, bits as their packed words. No float is copied through a register, so that every NaN
/// keeps its payload.
/// </summary>
internal static class TensorBytes
{
    /// <summary>The bytes of <paramref name="tensor"/>.</summary>
    public static byte[] Of(Tensor tensor) => tensor switch
    {
        BitTensor bits => Of(bits.Words),
        Tensor<sbyte> numbers => Of(numbers.Values),
        Tensor<short> numbers => Of(numbers.Values),
        Tensor<int> numbers => Of(numbers.Values),
        Tensor<byte> numbers => Of(numbers.Values),
        Tensor<float> numbers => Of(numbers.Values),
        _ => throw new NotSupportedException(tensor.GetType().Name),
    };

    /// <summary>The tensor whose bytes are <paramref name="bytes"/>, as many as <see cref="TensorType.ByteCount"/> says.</summary>
    /// <exception cref="InvalidOpException">A bit behind the end of a row is set.</exception>
    public static Tensor ToTensor(TensorType type, byte[] bytes) => type.Element switch
    {
        ElementType.Bit => new BitTensor(type, Elements<ulong>(bytes)),
        ElementType.Int8 => new Tensor<sbyte>(type, Elements<sbyte>(bytes)),
        ElementType.Int16 => new Tensor<short>(type, Elements<short>(bytes)),
        ElementType.Int32 => new Tensor<int>(type, Elements<int>(bytes)),
        ElementType.UInt8 => new Tensor<byte>(type, Elements<byte>(bytes)),
        ElementType.Float32 => new Tensor<float>(type, Elements<float>(bytes)),
        _ => throw new NotSupportedException(type.Element.ToText()),
    };

    private static byte[] Of<T>(ImmutableArray<T> elements)
        where T : unmanaged => LittleEndian<T>(MemoryMarshal.AsBytes(elements.AsSpan()).ToArray());

    private static ImmutableArray<T> Elements<T>(byte[] bytes)
        where T : unmanaged =>
        ImmutableCollectionsMarshal.AsImmutableArray(MemoryMarshal.Cast<byte, T>(LittleEndian<T>(bytes)).ToArray());

    private static byte[] LittleEndian<T>(byte[] bytes)
        where T : unmanaged
    {
        int size = Marshal.SizeOf<T>();
        for (int start = 0; !BitConverter.IsLittleEndian && start < bytes.Length; start += size)
            Array.Reverse(bytes, start, size);
        return bytes;
    }
}
