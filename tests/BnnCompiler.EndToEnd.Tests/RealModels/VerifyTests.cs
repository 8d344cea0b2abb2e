// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Commands;

namespace BnnCompiler.EndToEnd.Tests.RealModels;

/// <summary>Small networks on which <c>bnnc verify</c> has to tell a fault from a difference that the notes explain.</summary>
public class VerifyTests
{
    /// <summary>Constants that vary along an inner axis, and others per channel.</summary>
    private const string InnerAxis = """
        bnn 1
        graph inner_axis
          input %x : float32[1, 2]
          %w = constant [1, 1, 1, -1, -1, 1, -1, -1, 1, 1, -1, 1] : float32[6, 2]
          %sums = dense(%x, %w) : float32[1, 6]
          %grid = reshape(%sums) : float32[1, 2, 3]
          %columns = constant [10, 20, 30] : float32[3]
          %shifted = add(%grid, %columns) : float32[1, 2, 3]
          %rows = constant [2, 3] : float32[1, 2, 1]
          %y = mul(%shifted, %rows) : float32[1, 2, 3]
          return %y
        """;

    /// <summary>Sums of p / 255 that are the scores: rounded once here, term by term in float32.</summary>
    private const string Mapped = """
        bnn 1
        graph mapped
          input %x : uint8[1, 9] {scale=1/255}
          %f = to_float(%x) : float32[1, 9]
          %size = constant [255] : float32[1]
          %unit = div(%f, %size) : float32[1, 9]
          %w = constant [1, -1, 1, 1, -1, 1, 1, 1, 1, 1, 1, 1, -1, -1, 1, 1, -1, 1] : float32[2, 9]
          %y = dense(%unit, %w) : float32[1, 2]
          return %y
        """;

    [Fact]
    public void Constants_along_inner_axes_reach_their_elements()
    {
        using var folder = new TestFolder();
        var run = Bnnc.Done("verify", folder.Write("inner.bnn", InnerAxis), "--samples", "50", "--no-native");
        Assert.Contains("all engines give the same bits\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_that_are_rounded_once_are_explained_and_no_fault()
    {
        using var folder = new TestFolder();
        var run = Bnnc.Done("verify", folder.Write("mapped.bnn", Mapped), "--samples", "500", "--no-native");
        Assert.Contains("BNN2104", run.Errors, StringComparison.Ordinal);
        Assert.Contains("the file's own float32 rounding differs, as the notes say", run.Output, StringComparison.Ordinal);
    }
}
