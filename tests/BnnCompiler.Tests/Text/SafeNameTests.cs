// SPDX-License-Identifier: MIT
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Text;

public class SafeNameTests
{
    [Theory]
    [InlineData("fc1.weight", "constant", "fc1_weight")]
    [InlineData("37", "BipolarQuant", "bipolarquant_37")]
    [InlineData("", "Gemm", "gemm")]
    [InlineData("", "", "op")]
    [InlineData("1", "2", "op_1")]
    [InlineData("*/ \"; system()", "x", "______system__")]
    [InlineData("na\u00EFve\u202E", "x", "na_ve_")]
    public void Names_are_letters_digits_and_underscores(string text, string kind, string expected) =>
        Assert.Equal(expected, SafeName.Of(text, kind));

    [Fact]
    public void Names_are_at_most_48_characters()
    {
        Assert.Equal(new string('a', 48), SafeName.Of(new string('a', 1_000_000), "x"));
        Assert.Equal(48, SafeName.Of(new string('1', 1_000_000), "constant").Length);
    }
}
