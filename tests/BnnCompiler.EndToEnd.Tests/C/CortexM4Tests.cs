// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;
using BnnCompiler.Targets.C;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>Instructions on a Cortex-M4, which qemu counts.</summary>
public sealed class CortexM4Tests : IDisposable
{
    private static readonly CMachine CortexM4 = CMachine.Find("cortex-m4")!;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bnn-m4-");

    [FactWithTools("arm-none-eabi-gcc", "qemu-system-arm")]
    public void A_dense_layer_takes_five_and_a_half_instructions_for_32_weights()
    {
        const int Inputs = 1024, Outputs = 128;
        var random = new Random(1);
        var x = new Input(new(ElementType.UInt8, new(1, Inputs))).Named("x", null);
        var bits = new Threshold(x, new Constant(Tensor.Of(new Shape(1, 1), 128)), new Constant(BitTensor.FromPredicate(new(1), _ => false)))
            .Named("b", null);
        var weights = new Constant(BitTensor.FromPredicate(new(Inputs + 1, Outputs), i => i < Inputs * Outputs && random.Next(2) == 1));
        var limits = new Constant(BitTensor.FromPredicate(new(SlicedPlanes.Of(Inputs) + 1, Outputs), _ => random.Next(2) == 1));
        var layer = new SlicedThreshold(bits, weights, limits).Named("layer", null);
        var graph = new Graph("dense", [x], [new ToFloat(layer).Named("scores", null)]);
        var sources = new CTarget(new("dense", CortexM4)).Spell(graph).Sources;
        foreach (var source in sources)
            File.WriteAllText(PathOf(source.Name), source.Text);

        // The call as it is generated, on memory of the firmware's own.
        string call = Regex.Match(File.ReadAllText(PathOf("dense.c")), @"bnn_sliced_threshold_bits\(\s*b, [^;]*;").Value;
        call = Regex.Replace(call, @"\(\s*b,", "(inputs,");
        call = Regex.Replace(call, @"\(bnn_word_t \*\)\(void \*\)\(arena \+ \d+\), layer\)", "counters, bits)");
        string main = File.ReadAllText(Firmware("dense.c")).Replace("MODEL", "\"dense.c\"", StringComparison.Ordinal)
            .Replace("LAYER", call, StringComparison.Ordinal);
        File.WriteAllText(PathOf("main.c"), main);
        int instructions = Run("-O2", "main.c")[0];
        double perWord = instructions / (double)(Inputs * Outputs / 32);
        Assert.True(perWord is > 4 and <= 5.5, string.Create(CultureInfo.InvariantCulture, $"{perWord:F2} instructions for 32 weights"));
    }

    [FactWithTools("arm-none-eabi-gcc", "qemu-system-arm")]
    public void In_constant_time_every_input_takes_the_same()
    {
        // A tick is 40 instructions, so two runs of equal length differ by at most one.
        int[] ticks = Inference(isConstantTime: true);
        Assert.InRange(ticks.Max() - ticks.Min(), 0, 1);
    }

    [FactWithTools("arm-none-eabi-gcc", "qemu-system-arm")]
    public void Otherwise_an_input_with_fewer_active_neurons_takes_less()
    {
        int[] ticks = Inference(isConstantTime: false);
        Assert.True(ticks.Max() > 1.05 * ticks.Min(), $"{ticks.Min()} to {ticks.Max()} ticks; if they no longer differ, inspect may say so");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private int[] Inference(bool isConstantTime)
    {
        var compiled = CompiledModel.Load(new(SharedFiles.InRepository("examples/models/mnist-tiny/mnist-tiny.bnn"), new(), null));
        var model = compiled.ToC(new("network", CortexM4) { ConstantTime = isConstantTime, Scores = ScoreType.Int32 });
        CCompiler.WriteAsync(model, _folder.FullName, CancellationToken.None).GetAwaiter().GetResult();
        File.Copy(Firmware("inference.c"), PathOf("main.c"), overwrite: true);
        return Run("-O2", "main.c", "network.c");
    }

    /// <summary>Builds firmware for qemu's mps2-an386 with the start-up code of the example, runs it, and returns the numbers it prints.</summary>
    private int[] Run(string optimization, params string[] sources)
    {
        string board = SharedFiles.InRepository("examples/cortex-m");
        string[] own = [.. ((string[])["startup.c", "semihosting.c", "stopwatch.c"]).Select(file => Path.Combine(board, file))];
        var built = ChildProcess.Run("arm-none-eabi-gcc",
        [
            "-mcpu=cortex-m4", "-mthumb", optimization, "-std=c99", "-ffreestanding", "-nostdlib", "-I" + board, "-I" + _folder.FullName,
            "-T", Path.Combine(board, "mps2-an386.ld"), "-Wl,--gc-sections", .. sources.Select(PathOf), .. own, "-lgcc", "-o", PathOf("firmware.elf"),
        ]);
        Assert.True(built.ExitCode == 0, built.Errors);
        var run = ChildProcess.Run("bash", [Path.Combine(board, "run.sh"), PathOf("firmware.elf")]);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private static string Firmware(string file) => SharedFiles.InRepository("tests/BnnCompiler.EndToEnd.Tests/C/Firmware/" + file);
}
