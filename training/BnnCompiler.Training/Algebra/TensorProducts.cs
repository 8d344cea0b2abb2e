// SPDX-License-Identifier: MIT
using System.Numerics.Tensors;

namespace BnnCompiler.Training.Algebra;

/// <summary>
/// Matrix products from System.Numerics.Tensors' vector operations: for machines without OpenBLAS; training takes about twice the time.
/// </summary>
internal sealed class TensorProducts : MatrixProducts
{
    public override string Name => "System.Numerics.Tensors";

    public override void TimesTransposed(MatrixView a, MatrixView b, MatrixView result)
    {
        for (int j = 0; j < b.Rows; j++)
        {
            for (int i = 0; i < a.Rows; i++)
                result.Row(i)[j] = TensorPrimitives.Dot(a.Row(i), b.Row(j));
        }
    }

    public override void Times(MatrixView a, MatrixView b, MatrixView result)
    {
        for (int i = 0; i < a.Rows; i++)
        {
            var row = result.Row(i);
            row.Clear();
            for (int k = 0; k < b.Rows; k++)
                TensorPrimitives.MultiplyAdd(b.Row(k), a.Row(i)[k], row, row);
        }
    }

    public override void AddTransposedTimes(MatrixView a, MatrixView b, MatrixView result)
    {
        for (int i = 0; i < a.Columns; i++)
        {
            var row = result.Row(i);
            for (int k = 0; k < a.Rows; k++)
                TensorPrimitives.MultiplyAdd(b.Row(k), a.Row(k)[i], row, row);
        }
    }
}
