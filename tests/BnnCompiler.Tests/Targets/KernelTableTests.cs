// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Codes;
using BnnCompiler.Kernels.Nibble;
using BnnCompiler.Kernels.Patterns;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;
using BnnCompiler.Targets.C;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Targets;

public class KernelTableTests
{
    /// <summary>Sums that are counted bit-sliced are those of C alone.</summary>
    private static readonly OpKind[] OfC = [SlicedDense.KindOf, SlicedConv.KindOf];

    /// <summary>Kernels that C# alone has.</summary>
    private static readonly OpKind[] OfCSharp =
    [
        PixelConvThreshold.KindOf, NibbleThreshold.KindOf, PatternConvThreshold.KindOf,
        CodedConv.KindOf, CodedConvQuantize.KindOf, CodedConvThreshold.KindOf,
    ];

    public static TheoryData<string> InCSharp => PackedOpsBut(OfC);

    public static TheoryData<string> Packed => PackedOpsBut([]);

    public static TheoryData<string> InC => PackedOpsBut(OfCSharp);

    [Theory]
    [MemberData(nameof(InCSharp))]
    public void Every_packed_op_has_a_kernel(string mnemonic) =>
        Assert.True(CSharpKernelTable.Find(ExampleOf(mnemonic)) is not null,
            $"'{mnemonic}' may appear in a packed graph and has no C# kernel: "
            + "write its CSharpCall, or a line in CSharpKernelTable.cs, or name it in OfC.");

    [Theory]
    [MemberData(nameof(InC))]
    public void Every_packed_op_has_a_kernel_in_C(string mnemonic) =>
        Assert.True(CKernelTable.Find(ExampleOf(mnemonic)) is not null,
            $"'{mnemonic}' may appear in a packed graph and has no C kernel: write its CCall, or a line in CKernelTable.cs, or name it in OfCSharp.");

    [Fact]
    public void An_op_that_a_target_has_no_kernel_for_describes_no_call()
    {
        Assert.All(OfC, kind => Assert.Null(CSharpKernelTable.Find(ExampleOf(kind.Mnemonic))));
        Assert.All(OfCSharp, kind => Assert.Null(CKernelTable.Find(ExampleOf(kind.Mnemonic))));
    }

    /// <summary>
    /// Reports take the filters of layers in their order: one that says it sums nothing would get none, and the next one its filters.
    /// </summary>
    [Theory]
    [MemberData(nameof(Packed))]
    public void A_kernel_with_weights_says_how_many_terms_its_sums_have(string mnemonic)
    {
        if (ExampleOf(mnemonic) is KernelOp { WeightTable: not null } kernel)
            Assert.True(kernel is { FanIn: > 0, Outputs: > 0 }, $"'{mnemonic}' has weights: override FanIn and Outputs.");
    }

    /// <summary>Large weights lie in a file when reports and bounds are made.</summary>
    [Theory]
    [MemberData(nameof(Packed))]
    public void What_a_kernel_has_to_do_is_known_without_its_weights(string mnemonic)
    {
        if (ExampleOf(mnemonic) is not KernelOp { WeightTable: { } table } kernel)
            return;
        var file = new WeightsFile("w", WeightsFile.Alignment + table.Type.ByteSize, 1);
        var external = new Constant(new ExternalTensor(table.Type, file, WeightsFile.Alignment));
        var moved = (KernelOp)kernel.WithOperands([.. kernel.Operands.Select(operand => operand == table ? external : operand)]);
        Assert.Equal(kernel.WeightBits, moved.WeightBits);
        Assert.True(moved.Work(null).Operations >= 0);
    }

    [Fact]
    public void A_kernel_that_only_C_has_is_refused()
    {
        var graph = BnnParser.Parse(
            OpDocumentation.ExampleOf(SlicedDense.KindOf).Replace("bit[1, 3]", "uint8[1, 3]", StringComparison.Ordinal), "test.bnn");
        var refusal = Assert.Throws<DiagnosticException>(() => new CSharpTarget(new("N", "C")).Spell(graph).Sources).Diagnostic;
        Assert.Equal("BNN2006", refusal.Code);
        Assert.Contains("'sliced_dense' is a kernel for C", refusal.Message, StringComparison.Ordinal);
    }

    private static TheoryData<string> PackedOpsBut(OpKind[] others) =>
    [
        .. OpCatalog.All.Where(kind => kind.LastStage == Stage.Packed)
            .Except([Input.KindOf, Constant.KindOf, .. others])
            .Select(kind => kind.Mnemonic),
    ];

    private static Op ExampleOf(string mnemonic)
    {
        var kind = OpCatalog.Find(mnemonic)!;
        return BnnParser.Parse(OpDocumentation.ExampleOf(kind), "docs/ir.md").Ops.First(op => op.Kind == kind);
    }
}
