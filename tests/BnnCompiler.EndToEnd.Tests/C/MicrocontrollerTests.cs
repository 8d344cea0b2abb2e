// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.RegularExpressions;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Ops;
using BnnCompiler.Targets.C;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>What is announced for microcontrollers, held against what their compilers make of the sources.</summary>
public class MicrocontrollerTests
{
    private static readonly string[] Models = ["mnist-tiny", "mnist-mlp"];

    private static readonly (string Cpu, string Compiler, string[] Flags)[] Compilers =
    [
        .. from cpu in (string[])["cortex-m0", "cortex-m3", "cortex-m4", "cortex-m7"]
           select (cpu, "arm-none-eabi-gcc", (string[])["-mcpu=" + cpu, "-mthumb"]),
        ("rv32imc", "riscv64-unknown-elf-gcc", ["-march=rv32imc", "-mabi=ilp32"]),
    ];

    [FactWithTools("arm-none-eabi-gcc", "riscv64-unknown-elf-gcc")]
    public void Objects_need_nothing_and_take_what_was_announced() => Parallel.ForEach(
        from model in Models
        from compiler in Compilers
        from isConstantTime in (bool[])[false, true]
        where !isConstantTime || compiler.Cpu is "cortex-m4" or "rv32imc"
        select (model, compiler, isConstantTime),
        c => Check(c.model, c.compiler.Cpu, c.compiler.Compiler, c.compiler.Flags, c.isConstantTime));

    [SharedFileFact(RealModels.Mnist.Tfc)]
    public void A_small_network_fits_16_KB_of_flash_and_1_KB_of_memory()
    {
        // Without the compiler, constants are all that is known.
        var model = Compile(RealModels.Mnist.At(RealModels.Mnist.Tfc), "cortex-m4", isConstantTime: false);
        int code = CCompiler.CodeBytes(model) ?? 0;
        Assert.True(model.Footprint.ConstantBytes + code <= 16 * 1024, $"{model.Footprint.ConstantBytes} + {code} bytes of flash");
        Assert.True(model.Footprint.ArenaBytes <= 1024, $"{model.Footprint.ArenaBytes} bytes of memory");
    }

    private static void Check(string name, string cpu, string compiler, string[] flags, bool isConstantTime)
    {
        var model = Compile(SharedFiles.InRepository($"examples/models/{name}/{name}.bnn"), cpu, isConstantTime);
        var folder = Directory.CreateTempSubdirectory("bnn-micro-");
        try
        {
            CCompiler.WriteAsync(model, folder.FullName, CancellationToken.None).GetAwaiter().GetResult();
            foreach (string optimization in (string[])["-Os", "-O2"])
            {
                string what = $"{name} on {cpu} {optimization}{(isConstantTime ? " in constant time" : "")}", prefix = model.Options.Prefix;
                string path = Path.Combine(folder.FullName, prefix + optimization + ".o");
                var run = ChildProcess.Run(compiler,
                    [.. flags, "-std=c99", "-ffreestanding", optimization, "-fcallgraph-info=su", "-Wall", "-Werror", "-c",
                        Path.Combine(folder.FullName, prefix + ".c"), "-o", path]);
                Assert.True(run.ExitCode == 0, $"{what}: {run.Errors}");
                byte[] elf = File.ReadAllBytes(path);

                Assert.Equal("", ChildProcess.Run(compiler.Replace("gcc", "nm", StringComparison.Ordinal), ["-u", path]).Output.Trim());
                Assert.Equal(0, ElfSize.WritableBytes(elf));
                int stack = StackOf(File.ReadAllText(Path.ChangeExtension(path, ".ci")), prefix);
                Assert.True(stack <= model.Footprint.StackBytes, $"{what}: {stack} bytes of stack; announced are {model.Footprint.StackBytes}");
                if (optimization == "-Os")
                    Assert.Equal((model.Footprint.ConstantBytes, CCompiler.CodeBytes(model)), (ElfSize.ConstantBytes(elf), ElfSize.CodeBytes(elf)));
                else // A kernel that is called once may read its window at compile time.
                {
                    int windows = model.Plan.Steps.Length * CFootprint.WindowBytes;
                    Assert.InRange(ElfSize.ConstantBytes(elf), model.Footprint.ConstantBytes - windows, model.Footprint.ConstantBytes);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CCode Compile(string path, string cpu, bool isConstantTime)
    {
        var target = new CTarget(new("network", CMachine.Find(cpu)!) { ConstantTime = isConstantTime, Scores = ScoreType.Int32 });
        return (CCode)CompiledModel.Load(new(path, new(), null), _ => target).Code;
    }

    /// <summary>The deepest path through GCC's call graph from the functions of the interface, frames added up.</summary>
    private static int StackOf(string graph, string prefix)
    {
        var frames = Regex.Matches(graph, """node: \{ title: "([^"]+)" label: "[^"]*?\\n(\d+) bytes \(static\)""").ToDictionary(
            match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        var calls = Regex.Matches(graph, """edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)" """)
            .ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);
        int Depth(string function) => frames[function] + calls[function].Select(Depth).DefaultIfEmpty(0).Max();
        Assert.Equal(Regex.Count(graph, "^node:", RegexOptions.Multiline), frames.Count);
        return Math.Max(Depth(prefix + "_run"), Depth(prefix + "_classify"));
    }
}
