// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>A kind of processor to generate C for: the words it computes with, and the kernels that are best on them.</summary>
/// <param name="Name">As in <c>--cpu</c>.</param>
/// <param name="Summary">What it is, in a few words.</param>
/// <param name="Words">How bits lie in memory.</param>
/// <param name="Kernels">Which family of kernels is chosen.</param>
/// <param name="Variants">The kernels it is compiled for; the first always runs, of the others the last that the processor has.</param>
internal sealed record CMachine(string Name, string Summary, WordLayout Words, KernelCatalog Kernels, ImmutableArray<InstructionSet> Variants)
{
    /// <summary>All machines, the default first.</summary>
    public static readonly ImmutableArray<CMachine> All =
    [
        Plain("generic", "any processor of 64 bits", WordLayout.Of64),
        new("x86-64", "any x86-64; AVX-512, AVX2 or POPCNT are used where the processor has them", WordLayout.Of64, CKernels.Interleaved,
            [InstructionSet.Portable, InstructionSet.Popcnt, InstructionSet.Avx2, InstructionSet.Avx512]),
        new("aarch64", "64-bit ARM, with NEON", WordLayout.Of64, CKernels.Interleaved, [InstructionSet.Neon]),
        Plain("riscv64", "64-bit RISC-V", WordLayout.Of64),
        Plain("wasm32", "WebAssembly", WordLayout.Of64),
        Plain("generic-32", "any processor of 32 bits", WordLayout.Of32),
        Plain("cortex-m0", "ARM Cortex-M0 and M0+", WordLayout.Of32),
        Plain("cortex-m3", "ARM Cortex-M3", WordLayout.Of32),
        Plain("cortex-m4", "ARM Cortex-M4", WordLayout.Of32),
        Plain("cortex-m7", "ARM Cortex-M7", WordLayout.Of32),
        Plain("rv32imc", "32-bit RISC-V microcontrollers", WordLayout.Of32),
        Plain("generic-8", "any processor of 8 or 16 bits", WordLayout.Of8),
    ];

    /// <summary>The machine of a name, or null.</summary>
    public static CMachine? Find(string name) => All.FirstOrDefault(machine => machine.Name == name);

    private static CMachine Plain(string name, string summary, WordLayout words) =>
        new(name, summary, words, CKernels.Sliced, [InstructionSet.Portable]);
}
