// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Targets.CSharp;

namespace BnnCompiler.Tests.Targets;

public class KernelTableTests
{
    public static TheoryData<string> PackedOps =>
        [.. OpCatalog.All.Where(kind => kind.LastStage == Stage.Packed && kind != Input.KindOf && kind != Constant.KindOf).Select(kind => kind.Mnemonic)];

    [Theory]
    [MemberData(nameof(PackedOps))]
    public void Every_packed_op_has_a_kernel(string mnemonic) =>
        Assert.True(CSharpKernelTable.Find(OpCatalog.Find(mnemonic)!) is not null,
            $"'{mnemonic}' may appear in a packed graph and has no C# kernel: add a file in compiler/BnnCompiler/Targets/CSharp/Kernels and a line in CSharpKernelTable.cs.");
}
