// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

public class OpenBlasProductsTests
{
    [OpenBlasFact]
    public void A_row_of_a_meets_a_row_of_b() => ProductsAgainstDouble.TimesTransposed(OpenBlasProducts.TryLoad()!);

    [OpenBlasFact]
    public void A_row_of_a_meets_a_column_of_b() => ProductsAgainstDouble.Times(OpenBlasProducts.TryLoad()!);

    [OpenBlasFact]
    public void A_column_of_a_meets_a_column_of_b_and_is_added() => ProductsAgainstDouble.AddTransposedTimes(OpenBlasProducts.TryLoad()!);

    [OpenBlasFact]
    public void It_is_the_best_where_it_is_there() => Assert.Equal("OpenBLAS", MatrixProducts.Best.Name);
}
