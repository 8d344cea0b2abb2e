// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Analysis;

/// <summary>Weights that can be counted by eye: the bits of a tap are those of its channels.</summary>
public class RepeatedFiltersTests
{
    [Fact]
    public void A_kernel_and_its_inverse_are_one()
    {
        // Two channels. Output 0 sees ++++ and +--+ of them, output 1 ---- and -++-, output 2 +--+ and +++-.
        var counted = OfConvolution("[++ +- +- ++ -- -+ -+ -- ++ -+ -+ +-]", outputs: 3, height: 2, width: 2, channels: 2);
        Assert.Equal(new(Kernels: 6, DistinctKernels: 3, Filters: 3, DistinctFilters: 2), counted);
    }

    [Fact]
    public void A_filter_of_equal_kernels_with_one_negated_is_another_filter()
    {
        // Both channels of each output are ++-; only the second one's sign differs.
        var counted = OfConvolution("[++ ++ -- +- +- -+]", outputs: 2, height: 1, width: 3, channels: 2);
        Assert.Equal(new(Kernels: 4, DistinctKernels: 1, Filters: 2, DistinctFilters: 2), counted);
    }

    [Fact]
    public void A_filter_and_its_inverse_are_one()
    {
        var counted = OfConvolution("[+ - - - + + + - -]", outputs: 3, height: 1, width: 3, channels: 1);
        Assert.Equal(new(Kernels: 3, DistinctKernels: 1, Filters: 3, DistinctFilters: 1), counted);
    }

    [Fact]
    public void A_single_weight_is_no_kernel()
    {
        var counted = OfConvolution("[+- -+ ++]", outputs: 3, height: 1, width: 1, channels: 2);
        Assert.Equal(new(Kernels: 0, DistinctKernels: 0, Filters: 3, DistinctFilters: 2), counted);
    }

    [Fact]
    public void A_dense_layer_has_filters_only()
    {
        var counted = Of("input %x : bit[1, 3]\n%w = constant [+-+ -+- +-+ +--] : bit[4, 3]\n%y = binary_dense(%x, %w) : int32[1, 4]\nreturn %y");
        Assert.Equal(new(Kernels: 0, DistinctKernels: 0, Filters: 4, DistinctFilters: 2), counted);
    }

    [Fact]
    public void What_has_no_binary_weights_has_no_filters() =>
        Assert.Null(Of("input %x : float32[1, 3]\n%w = constant [1, 2, 3] : float32[1, 3]\n%y = dense(%x, %w) : float32[1, 1]\nreturn %y"));

    private static RepeatedFilters? OfConvolution(string weights, int outputs, int height, int width, int channels) => Of(
        $"input %x : bit[1, {height}, {width}, {channels}]\n%w = constant {weights} : bit[{outputs}, {height}, {width}, {channels}]\n"
        + $"%y = binary_conv(%x, %w) {{strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1}} : int32[1, 1, 1, {outputs}]\nreturn %y");

    private static RepeatedFilters? Of(string body) => RepeatedFilters.Of(BnnParser.Parse($"bnn 1\ngraph g\n{body}\n", "test.bnn").Outputs[0]);
}
