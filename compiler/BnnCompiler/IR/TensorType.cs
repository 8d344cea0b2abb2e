// SPDX-License-Identifier: MIT
namespace BnnCompiler.IR;

/// <summary>Element type and shape of a tensor, for example <c>bit[1, 784]</c>.</summary>
/// <param name="Element">What one element is.</param>
/// <param name="Shape">The extents, outermost first, the batch (always 1) included where the source has one.</param>
internal sealed record TensorType(ElementType Element, Shape Shape)
{
    /// <summary>Words of 64 bits that a row of <paramref name="bits"/> bits occupies.</summary>
    public static int WordsFor(int bits) => (bits + 63) / 64;

    /// <summary>
    /// Bytes of this tensor in memory. Bits are packed per row of the innermost axis, each row from a new word of 64 bits.
    /// </summary>
    public int ByteSize => checked((int)ByteCount);

    /// <summary><see cref="ByteSize"/> also of types that no memory holds.</summary>
    public long ByteCount => Element == ElementType.Bit
        ? (long)Shape.Rows * WordsFor(Shape.Last) * sizeof(ulong)
        : (long)Shape.ElementCount * Element.Bytes();

    /// <summary>The same elements in another shape.</summary>
    public TensorType WithShape(Shape shape) => this with { Shape = shape };

    /// <summary>The same shape of other elements.</summary>
    public TensorType WithElement(ElementType element) => this with { Element = element };

    /// <summary>As in the .bnn text.</summary>
    public override string ToString() => $"{Element.ToText()}[{Shape}]";
}
