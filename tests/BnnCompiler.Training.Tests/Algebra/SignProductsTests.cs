// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

public class SignProductsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 63)]
    [InlineData(8, 64)]
    [InlineData(9, 65)]
    [InlineData(17, 200)]
    [InlineData(5, 1152)]
    public void Sums_of_bits_are_the_sums_of_the_signs(int outputs, int fanIn)
    {
        Matrix activations = RandomMatrix.Signs(6, fanIn, 1), weights = RandomMatrix.Signs(outputs, fanIn, 2), result = new(6, outputs);
        var products = new SignProducts(outputs, fanIn);
        products.Pack(weights);
        products.TimesTransposed(activations.View, result.View);
        for (int row = 0; row < result.Rows; row++)
        {
            for (int output = 0; output < outputs; output++)
                Assert.Equal(Enumerable.Range(0, fanIn).Sum(i => activations.Row(row)[i] * weights.Row(output)[i]), result.Row(row)[output]);
        }
    }

    [Fact]
    public void Packing_again_replaces_the_weights()
    {
        Matrix ones = new(1, 70), result = new(1, 1);
        ones.Values.AsSpan().Fill(1);
        var products = new SignProducts(1, 70);
        products.Pack(RandomMatrix.Signs(1, 70, 3));
        products.Pack(ones);
        products.TimesTransposed(ones.View, result.View);
        Assert.Equal(70, result.Values[0]);
    }

    [Fact]
    public void An_activation_of_zero_counts_as_plus_one()
    {
        Matrix weights = new(1, 3), result = new(1, 1);
        weights.Values.AsSpan().Fill(1);
        var products = new SignProducts(1, 3);
        products.Pack(weights);
        products.TimesTransposed(new Matrix(1, 3).View, result.View);
        Assert.Equal(3, result.Values[0]);
    }
}
