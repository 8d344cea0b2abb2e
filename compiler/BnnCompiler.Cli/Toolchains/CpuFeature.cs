// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.Intrinsics.X86;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>A feature of x86-64 processors: a bit of what the CPUID instruction returns.</summary>
/// <param name="Word">Which register of which leaf, an index into the array that the C code fills.</param>
/// <param name="Bit">The bit in it.</param>
/// <param name="Name">The name processors' makers use.</param>
/// <param name="Since">The level that includes it.</param>
/// <param name="State">The register state the operating system must save for it, as bits of XCR0.</param>
internal sealed record CpuFeature(int Word, int Bit, string Name, CpuLevel Since, int State = 0)
{
    private const int Leaf1Ecx = 0;
    private const int Leaf7Ebx = 1;
    private const int Leaf7Ecx = 2;
    private const int Extended1Ecx = 3;
    private const int Ymm = 0x06;
    private const int Zmm = 0xE6;

    // The levels are those of the x86-64 psABI, which NativeAOT's --instruction-set follows.
    private static readonly ImmutableArray<CpuFeature> All =
    [
        new(Leaf1Ecx, 0, "SSE3", CpuLevel.Baseline),
        new(Leaf1Ecx, 9, "SSSE3", CpuLevel.Baseline),
        new(Leaf1Ecx, 13, "CMPXCHG16B", CpuLevel.Baseline),
        new(Leaf1Ecx, 19, "SSE4.1", CpuLevel.Baseline),
        new(Leaf1Ecx, 20, "SSE4.2", CpuLevel.Baseline),
        new(Leaf1Ecx, 23, "POPCNT", CpuLevel.Baseline),
        // First of its level, for it is the best known and the first missing one is named.
        new(Leaf7Ebx, 5, "AVX2", CpuLevel.X64V3, Ymm),
        new(Leaf1Ecx, 12, "FMA", CpuLevel.X64V3, Ymm),
        new(Leaf1Ecx, 22, "MOVBE", CpuLevel.X64V3),
        new(Leaf1Ecx, 28, "AVX", CpuLevel.X64V3, Ymm),
        new(Leaf1Ecx, 29, "F16C", CpuLevel.X64V3, Ymm),
        new(Leaf7Ebx, 3, "BMI1", CpuLevel.X64V3),
        new(Leaf7Ebx, 8, "BMI2", CpuLevel.X64V3),
        new(Extended1Ecx, 5, "LZCNT", CpuLevel.X64V3),
        new(Leaf1Ecx, 1, "PCLMULQDQ", CpuLevel.Native),
        new(Leaf1Ecx, 25, "AES", CpuLevel.Native),
        new(Leaf7Ebx, 16, "AVX512F", CpuLevel.Native, Zmm),
        new(Leaf7Ebx, 17, "AVX512DQ", CpuLevel.Native, Zmm),
        new(Leaf7Ebx, 21, "AVX512IFMA", CpuLevel.Native, Zmm),
        new(Leaf7Ebx, 28, "AVX512CD", CpuLevel.Native, Zmm),
        new(Leaf7Ebx, 29, "SHA", CpuLevel.Native),
        new(Leaf7Ebx, 30, "AVX512BW", CpuLevel.Native, Zmm),
        new(Leaf7Ebx, 31, "AVX512VL", CpuLevel.Native, Zmm),
        new(Leaf7Ecx, 1, "AVX512VBMI", CpuLevel.Native, Zmm),
        new(Leaf7Ecx, 6, "AVX512VBMI2", CpuLevel.Native, Zmm),
        new(Leaf7Ecx, 8, "GFNI", CpuLevel.Native),
        new(Leaf7Ecx, 9, "VAES", CpuLevel.Native, Ymm),
        new(Leaf7Ecx, 10, "VPCLMULQDQ", CpuLevel.Native, Ymm),
        new(Leaf7Ecx, 11, "AVX512VNNI", CpuLevel.Native, Zmm),
        new(Leaf7Ecx, 12, "AVX512BITALG", CpuLevel.Native, Zmm),
        new(Leaf7Ecx, 14, "AVX512VPOPCNTDQ", CpuLevel.Native, Zmm),
    ];

    /// <summary>The features that code for this level may use; for <see cref="CpuLevel.Native"/>, those of this machine.</summary>
    public static ImmutableArray<CpuFeature> RequiredBy(CpuLevel level)
    {
        if (level != CpuLevel.Native)
            return [.. All.Where(feature => feature.Since <= level)];
        int[] words = ReadThisProcessor();
        return [.. All.Where(feature => ((words[feature.Word] >> feature.Bit) & 1) == 1)];
    }

    private static int[] ReadThisProcessor()
    {
        if (!X86Base.IsSupported)
            return new int[4];
        int extended = X86Base.CpuId(unchecked((int)0x80000000), 0).Eax;
        return
        [
            X86Base.CpuId(1, 0).Ecx,
            X86Base.CpuId(7, 0).Ebx,
            X86Base.CpuId(7, 0).Ecx,
            extended < unchecked((int)0x80000001) ? 0 : X86Base.CpuId(unchecked((int)0x80000001), 0).Ecx,
        ];
    }
}
