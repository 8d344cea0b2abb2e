// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace BnnCompiler.IR;

/// <summary>Immutable values of a tensor type: a constant of a graph, or what the interpreter computed.</summary>
internal abstract class Tensor
{
    private protected Tensor(TensorType type) => Type = type;

    /// <summary>Element type and shape.</summary>
    public TensorType Type { get; }

    /// <summary>The element at a row-major index as a number; a bit is +1 or -1. Exact for every element type.</summary>
    public abstract double this[int index] { get; }

    /// <summary>All elements as numbers, row-major.</summary>
    [MethodImpl(Optimized.AtFirstCall)]
    public virtual double[] ToNumbers()
    {
        double[] numbers = new double[Type.Shape.ElementCount];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = this[i];
        return numbers;
    }

    /// <summary>The same values in another shape with the same number of elements.</summary>
    public abstract Tensor Reshape(Shape shape);

    /// <summary>A float32 tensor.</summary>
    public static Tensor<float> Of(Shape shape, params ImmutableArray<float> values) => new(new(ElementType.Float32, shape), values);

    /// <summary>An int32 tensor.</summary>
    public static Tensor<int> Of(Shape shape, params ImmutableArray<int> values) => new(new(ElementType.Int32, shape), values);

    /// <summary>A uint8 tensor.</summary>
    public static Tensor<byte> Of(Shape shape, params ImmutableArray<byte> values) => new(new(ElementType.UInt8, shape), values);
}

/// <summary>A tensor whose elements are numbers of their own.</summary>
/// <typeparam name="T">The .NET type of an element; has to fit <see cref="TensorType.Element"/>.</typeparam>
internal sealed class Tensor<T> : Tensor
    where T : unmanaged
{
    /// <summary>A tensor of <paramref name="values"/>, row-major.</summary>
    public Tensor(TensorType type, ImmutableArray<T> values)
        : base(type)
    {
        if (values.Length != type.Shape.ElementCount)
        {
            throw new InvalidOpException(
                $"{NumberText.Of(values.Length)} values for {type}, which has {NumberText.Of(type.Shape.ElementCount)} elements");
        }

        Values = values;
    }

    /// <summary>The elements, row-major.</summary>
    public ImmutableArray<T> Values { get; }

    /// <inheritdoc/>
    public override double this[int index] => Values[index] switch
    {
        // Each arm says double: their common type would be float, which rounds integers above 2^24.
        float value => (double)value,
        int value => (double)value,
        byte value => (double)value,
        sbyte value => (double)value,
        short value => (double)value,
        _ => throw new NotSupportedException(typeof(T).Name),
    };

    /// <inheritdoc/>
    public override Tensor Reshape(Shape shape) => new Tensor<T>(Type.WithShape(shape), Values);
}
