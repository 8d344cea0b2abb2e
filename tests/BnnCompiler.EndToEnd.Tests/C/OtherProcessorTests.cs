// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Tests.Networks;
using CsCheck;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>
/// The same scores on little- and big-endian processors, and on x86 processors with and without the instructions that kernels are written for.
/// </summary>
public class OtherProcessorTests
{
    private const int Networks = 40, Examples = 2;

    private static readonly string[] Flags = ["-std=c99", "-O2", "-static"];

    // Fixed: what differs between runs is for the tests that run here, where a failure is easier to look at.
    private static readonly Lazy<CCase[]> Cases = new(() =>
    [
        .. Enumerable.Range(0, Networks).Select(seed => CCase.Of(RandomNetworks.Case(Examples).Generate(new PCG(3, (ulong)seed), null, out _)))
            .Where(c => c.Inputs.Length > 0),
        .. Enumerable.Range(0, Networks).Select(seed => Compiled(RandomConvolutionalNetworks.Case(seed, Examples))).OfType<CCase>(),
    ]);

    [FactWithTools("arm-linux-gnueabihf-gcc", "qemu-arm")]
    public void Arm() => Check(new("generic-32", "arm-linux-gnueabihf-gcc", Flags, "qemu-arm"));

    [FactWithTools("aarch64-linux-gnu-gcc", "qemu-aarch64")]
    public void Aarch64_with_Neon() => Check(new("aarch64", "aarch64-linux-gnu-gcc", Flags, "qemu-aarch64"));

    [FactWithTools("riscv64-linux-gnu-gcc", "qemu-riscv64")]
    public void Riscv64() => Check(new("riscv64", "riscv64-linux-gnu-gcc", Flags, "qemu-riscv64"));

    [FactWithTools("powerpc64-linux-gnu-gcc", "qemu-ppc64")]
    public void Big_endian_in_words_of_every_size() => Assert.All((string[])["generic", "generic-32", "generic-8"], machine =>
        Check(new(machine, "powerpc64-linux-gnu-gcc", Flags, "qemu-ppc64")));

    [FactWithTools("gcc", "qemu-x86_64")]
    public void X86_from_before_Nehalem_to_Haswell() =>
        Check(new("x86-64", "gcc", Flags),
            [.. from cpu in (string[])["core2duo", "Nehalem", "SandyBridge", "IvyBridge", "Haswell"] select (string[])["qemu-x86_64", "-cpu", cpu]]);

    private static CCase? Compiled(NetworkCase c)
    {
        CCase? compiled = null;
        var refused = Record.Exception(() => compiled = CCase.Of(c));
        return refused is null or Diagnostics.DiagnosticException ? compiled : throw refused;
    }

    private static void Check(CBuild build, params string[][] runners)
    {
        using var batch = new CBatch(build, [.. Cases.Value.Select(network => (network.Packed[build.Cpu.Kernels], network.Inputs))]);
        int[] expected = [.. Cases.Value.SelectMany(network => network.Expected).SelectMany(scores => scores).Select(BitConverter.SingleToInt32Bits)];
        foreach (string[] runner in runners.Length > 0 ? runners : [build.Runner])
        {
            int[] found = batch.Run(runner);
            int same = expected.AsSpan().CommonPrefixLength(found);
            Assert.True(same == expected.Length, $"{string.Join(' ', runner)}: score {same} of {expected.Length} differs");
        }
    }
}
