// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace BnnCompiler.Training.Algebra;

/// <summary>
/// Matrix products by OpenBLAS (Debian: libopenblas0-pthread). Its own threads are switched off: <see cref="Workers"/> splits the work, so that the
/// result depends
/// on our number of threads only.
/// </summary>
internal sealed unsafe class OpenBlasProducts : MatrixProducts
{
    // CBLAS's constants.
    private const int RowMajor = 101, Plain = 111, Transposed = 112;

    private static readonly string[] FileNames = ["libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", "libopenblas.dll", "openblas.dll"];

    // cblas_sgemm(order, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
    private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> _multiply;

    private OpenBlasProducts(nint multiply) =>
        _multiply = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)multiply;

    public override string Name => "OpenBLAS";

    /// <summary>The library, or null if the machine has none.</summary>
    public static OpenBlasProducts? TryLoad()
    {
        foreach (string name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, out nint library)
                && NativeLibrary.TryGetExport(library, "cblas_sgemm", out nint multiply)
                && NativeLibrary.TryGetExport(library, "openblas_set_num_threads", out nint setThreads))
            {
                ((delegate* unmanaged<int, void>)setThreads)(1);
                return new(multiply);
            }
        }

        return null;
    }

    public override void TimesTransposed(MatrixView a, MatrixView b, MatrixView result) =>
        Multiply(Plain, a, Transposed, b, a.Columns, accumulate: 0, result);

    public override void Times(MatrixView a, MatrixView b, MatrixView result) =>
        Multiply(Plain, a, Plain, b, a.Columns, accumulate: 0, result);

    public override void AddTransposedTimes(MatrixView a, MatrixView b, MatrixView result) =>
        Multiply(Transposed, a, Plain, b, a.Rows, accumulate: 1, result);

    private void Multiply(int formOfA, MatrixView a, int formOfB, MatrixView b, int inner, float accumulate, MatrixView result)
    {
        fixed (float* first = a.Values, second = b.Values, target = result.Values)
        {
            _multiply(
                RowMajor, formOfA, formOfB, result.Rows, result.Columns, inner, 1, first, a.Stride, second, b.Stride, accumulate,
                target, result.Stride);
        }
    }
}
