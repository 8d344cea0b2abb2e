// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests.Models;

/// <summary>A row-major tensor of an ONNX file. Integers, of which these files have few and small ones, are float32 too.</summary>
internal sealed record NaiveTensor(int[] Shape, float[] Values)
{
    /// <summary>A tensor without axes.</summary>
    public static NaiveTensor Scalar(float value) => new([], [value]);

    /// <summary>The values, of which there are as many, in another shape.</summary>
    public NaiveTensor Reshaped(params int[] shape) => new(shape, Values);

    /// <summary>Each element by itself.</summary>
    public NaiveTensor Map(Func<float, float> map) => new(Shape, [.. Values.Select(map)]);

    /// <summary>Each element with its partner in <paramref name="other"/>: axes are aligned at the last one, and extents of 1 are repeated.</summary>
    public NaiveTensor With(NaiveTensor other, Func<float, float, float> combine)
    {
        int rank = Math.Max(Shape.Length, other.Shape.Length);
        int[] left = Padded(Shape, rank), right = Padded(other.Shape, rank);
        int[] shape = [.. left.Zip(right, Joined)];
        float[] values = new float[shape.Aggregate(1, (count, extent) => count * extent)];
        for (int i = 0; i < values.Length; i++)
            values[i] = combine(Values[IndexIn(left, shape, i)], other.Values[IndexIn(right, shape, i)]);
        return new(shape, values);
    }

    private static int[] Padded(int[] shape, int rank) => [.. Enumerable.Repeat(1, rank - shape.Length), .. shape];

    private static int Joined(int left, int right) =>
        left == right || right == 1 ? left : left == 1 ? right : throw new InvalidOperationException($"{left} meets {right}");

    private static int IndexIn(int[] operand, int[] result, int index)
    {
        int found = 0, step = 1;
        for (int axis = result.Length - 1; axis >= 0; axis--)
        {
            if (operand[axis] > 1)
                found += index % result[axis] * step;
            index /= result[axis];
            step *= operand[axis];
        }

        return found;
    }
}
