// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Examples;

/// <summary>The firmware of <c>examples/cortex-m</c>, by its own scripts, on an emulated board.</summary>
public sealed partial class CortexMExampleTests : IDisposable
{
    private const int Wrong = 1, Fault = 3;

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("bnn-cortex-m-");

    [FactWithTools("bash", "arm-none-eabi-gcc", "qemu-system-arm")]
    public void The_firmware_reads_every_digit_and_keeps_its_promises()
    {
        var result = Script("demo.sh", [Output]);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("self-test: passed\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(Labels(), Digit().Matches(result.Output).Select(digit => int.Parse(digit.Groups[1].Value, CultureInfo.InvariantCulture)));
        Assert.All(Digit().Matches(result.Output), digit => Assert.Equal(digit.Groups[1].Value, digit.Groups[2].Value));
        var (used, promised) = Numbers(Stack().Match(result.Output));
        Assert.InRange(used, 1, promised);
        var (instructions, ticks) = Numbers(Clock().Match(result.Output));
        Assert.InRange(ticks, instructions / 40, instructions / 40 + 2);
    }

    [FactWithTools("bash", "arm-none-eabi-gcc", "qemu-system-arm")]
    public void A_failed_self_test_is_qemus_exit_status()
    {
        var result = RunWithSelfTest("(void)arena; return 3;");

        Assert.Contains("self-test: FAILED at input 3\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(Wrong, result.ExitCode);
    }

    [FactWithTools("bash", "arm-none-eabi-gcc", "qemu-system-arm")]
    public void A_stack_that_grows_too_long_is_a_fault_that_says_so()
    {
        var result = RunWithSelfTest("""(void)arena; __asm__ volatile("1: push {r0-r7}\nb 1b"); return 0;""");

        Assert.Contains("stopped by a memory management fault", result.Output, StringComparison.Ordinal);
        Assert.Contains("the stack is too small", result.Output, StringComparison.Ordinal);
        Assert.Equal(Fault, result.ExitCode);
    }

    [FactWithTools("bash", "arm-none-eabi-gcc", "qemu-system-arm")]
    public void A_write_to_an_address_without_memory_is_a_fault_that_names_it()
    {
        var result = RunWithSelfTest("(void)arena; *(volatile uint32_t *)0x70000000u = 1; return 0;");

        Assert.Matches("stopped by a bus fault, number 5, status 0x8200, at address 0x70000000, by the instruction at 0x[0-9a-f]+\n", result.Output);
        Assert.Equal(Fault, result.ExitCode);
    }

    public void Dispose() => _temporary.Delete(recursive: true);

    private string Output => Path.Combine(_temporary.FullName, "out");

    /// <summary>The labels of the sample digits: what the firmware has to print.</summary>
    private static IEnumerable<int> Labels() =>
        File.ReadAllBytes(SharedFiles.InRepository("examples/models/samples/digits-labels.idx1-ubyte")).Skip(8).Select(label => (int)label);

    /// <summary>Builds the example with another self-test, which is the first thing that the firmware calls, and runs it.</summary>
    private Command RunWithSelfTest(string body)
    {
        var built = Script("build.sh", [Output]);
        Assert.True(built.ExitCode == 0, built.Output + built.Error);
        string sources = Directory.CreateDirectory(Path.Combine(_temporary.FullName, "changed")).FullName;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Output, "generated")))
            File.Copy(file, Path.Combine(sources, Path.GetFileName(file)));
        File.WriteAllText(
            Path.Combine(sources, "mnist_tiny_selftest.c"), $"#include \"mnist_tiny.h\"\nint32_t mnist_tiny_self_test(void *arena) {{ {body} }}\n");
        return Script("demo.sh", Output, sources);
    }

    private static Command Script(string name, params string[] arguments) =>
        Command.Run("bash", [SharedFiles.InRepository($"examples/cortex-m/{name}"), .. arguments]);

    private static (int First, int Second) Numbers(Match line)
    {
        Assert.True(line.Success);
        return (int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^digit \d+: class (-?\d+), label (\d+), \d+ ticks, \d+ instructions$", RegexOptions.Multiline)]
    private static partial Regex Digit();

    [GeneratedRegex(@"^stack: (\d+) bytes used by an inference, (\d+) promised$", RegexOptions.Multiline)]
    private static partial Regex Stack();

    [GeneratedRegex(@"^clock: (\d+) instructions took (\d+) ticks", RegexOptions.Multiline)]
    private static partial Regex Clock();
}
