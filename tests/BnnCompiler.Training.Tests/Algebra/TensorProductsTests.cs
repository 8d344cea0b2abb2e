// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

public class TensorProductsTests
{
    [Fact]
    public void A_row_of_a_meets_a_row_of_b() => ProductsAgainstDouble.TimesTransposed(new TensorProducts());

    [Fact]
    public void A_row_of_a_meets_a_column_of_b() => ProductsAgainstDouble.Times(new TensorProducts());

    [Fact]
    public void A_column_of_a_meets_a_column_of_b_and_is_added() => ProductsAgainstDouble.AddTransposedTimes(new TensorProducts());
}
