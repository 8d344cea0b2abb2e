// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Tests.Kernels.Elements;

public sealed class LookupTests
{
    [Fact]
    public void Every_byte_is_replaced_by_its_value()
    {
        short[] table = [.. Enumerable.Range(0, 256).Select(value => (short)((value * 257) - 32768))];
        var result = new Guarded<short>(4);
        Lookup.Map([0, 255, 128, 1], table, result.Span);
        result.AssertIs([-32768, 32767, 128, -32511], "values");
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_named_with_what_was_expected()
    {
        var error = Assert.Throws<ArgumentException>("table", () => Lookup.Map(new byte[1], new short[255], new short[1]));
        Assert.Contains("Found 255 elements, expected 256", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("result", () => Lookup.Map(new byte[2], new short[256], new short[1]));
    }
}
