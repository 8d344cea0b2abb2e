// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Tests.Inputs;

public class InputShapeTests
{
    [Theory]
    [InlineData(new[] { 1, 1, 28, 28 }, new[] { 5, 1, 28, 28 }, 5)]
    [InlineData(new[] { 1, 1, 28, 28 }, new[] { 5, 28, 28 }, 5)]
    [InlineData(new[] { 1, 1, 28, 28 }, new[] { 5, 784 }, 5)]
    [InlineData(new[] { 1, 1, 28, 28 }, new[] { 28, 28 }, 1)]
    [InlineData(new[] { 1, 1, 28, 28 }, new[] { 1, 28, 28 }, 1)]
    [InlineData(new[] { 1, 1, 28, 28 }, new[] { 784 }, 1)]
    [InlineData(new[] { 1, 784 }, new[] { 784 }, 1)]
    [InlineData(new[] { 1, 784 }, new[] { 7, 784 }, 7)]
    [InlineData(new[] { 1, 3, 32, 32 }, new[] { 2, 3, 32, 32 }, 2)]
    [InlineData(new[] { 1, 1 }, new[] { 4 }, 4)]
    [InlineData(new[] { 1, 1 }, new[] { 4, 1 }, 4)]
    [InlineData(new[] { 1, 3, 32, 32 }, new[] { 2, 32, 32, 3 }, 0)]
    [InlineData(new[] { 1, 784 }, new[] { 5, 28, 28 }, 5)]
    [InlineData(new[] { 1, 784 }, new[] { 5, 28, 27 }, 0)]
    [InlineData(new[] { 1, 784, 1 }, new[] { 5, 28, 28 }, 0)]
    [InlineData(new[] { 1, 784 }, new[] { 0, 784 }, 0)]
    [InlineData(new[] { 1, 784 }, new int[0], 0)]
    [InlineData(new[] { 1, 784 }, new[] { 2, 2, 784 }, 0)]
    public void The_batch_of_an_array_is_its_first_dimension_and_the_rest_must_be_the_models(int[] model, int[] array, int expected)
    {
        bool fits = new InputShape(InputElement.UInt8, model).TryCountExamples(array, out int count);
        Assert.Equal(expected, fits ? count : 0);
    }

    [Theory]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 2, 3 })]
    [InlineData(new[] { 1, 0 })]
    [InlineData(new[] { 1, -1 })]
    public void A_shape_without_a_batch_of_one_or_with_an_empty_dimension_is_our_own_fault(int[] dimensions) =>
        Assert.ThrowsAny<ArgumentException>(() => new InputShape(InputElement.UInt8, dimensions));

    [Fact]
    public void A_shape_is_shown_as_numpy_shows_a_batch() =>
        Assert.Equal("(N, 3, 32, 32)", new InputShape(InputElement.UInt8, [1, 3, 32, 32]).ToString());
}
