// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Algebra;

/// <summary>Products of float32 matrices, each on the thread that asks for it. Results of different libraries differ by rounding.</summary>
internal abstract class MatrixProducts
{
    /// <summary>What multiplies, for people and for checkpoints: "OpenBLAS" or "System.Numerics.Tensors".</summary>
    public abstract string Name { get; }

    /// <summary>OpenBLAS where the machine has it, else the base library's vectors.</summary>
    public static MatrixProducts Best { get; } = OpenBlasProducts.TryLoad() ?? (MatrixProducts)new TensorProducts();

    /// <summary>result = a · bᵀ: a is m x k, b is n x k. Sums of a layer: activations times weights, a row of weights per output.</summary>
    public abstract void TimesTransposed(MatrixView a, MatrixView b, MatrixView result);

    /// <summary>result = a · b: a is m x k, b is k x n. Gradients of a layer's inputs.</summary>
    public abstract void Times(MatrixView a, MatrixView b, MatrixView result);

    /// <summary>result += aᵀ · b: a is k x m, b is k x n. Gradients of a layer's weights, gathered over the examples.</summary>
    public abstract void AddTransposedTimes(MatrixView a, MatrixView b, MatrixView result);
}
