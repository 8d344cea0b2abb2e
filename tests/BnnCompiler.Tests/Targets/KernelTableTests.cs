// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Targets;

public class KernelTableTests
{
    /// <summary>Sums that are counted bit-sliced are those of C alone.</summary>
    private static readonly OpKind[] OfC = [SlicedDense.KindOf, SlicedConv.KindOf];

    public static TheoryData<string> PackedOps =>
    [
        .. OpCatalog.All.Where(kind => kind.LastStage == Stage.Packed && kind != Input.KindOf && kind != Constant.KindOf).Except(OfC).Select(kind => kind.Mnemonic),
    ];

    [Theory]
    [MemberData(nameof(PackedOps))]
    public void Every_packed_op_has_a_kernel(string mnemonic) =>
        Assert.True(CSharpKernelTable.Find(OpCatalog.Find(mnemonic)!) is not null,
            $"'{mnemonic}' may appear in a packed graph and has no C# kernel: add a file in compiler/BnnCompiler/Targets/CSharp/Kernels and a line in CSharpKernelTable.cs.");

    [Fact]
    public void A_kernel_that_only_C_has_is_refused()
    {
        var graph = BnnParser.Parse(OpDocumentation.ExampleOf(SlicedDense.KindOf).Replace("bit[1, 3]", "uint8[1, 3]", StringComparison.Ordinal), "test.bnn");
        var refusal = Assert.Throws<DiagnosticException>(() => new CSharpTarget(new("N", "C")).Spell(graph).Sources).Diagnostic;
        Assert.Equal("BNN2006", refusal.Code);
        Assert.Contains("'sliced_dense' is a kernel for C", refusal.Message, StringComparison.Ordinal);
    }
}
