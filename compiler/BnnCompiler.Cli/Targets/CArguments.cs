// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Targets;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Targets;

/// <summary>The options of the C target.</summary>
internal sealed class CArguments : TargetArguments
{
    /// <summary>The machine that <c>generic</c> programs of this computer are best compiled for.</summary>
    public static readonly string ThisMachine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86-64";

    private readonly Option<string?> _cpu;

    private readonly Option<string?> _prefix = NameOption.Create(
        "--prefix", "With --target c: what the names of files and functions begin with; the model's name by default.");

    private readonly Option<bool> _constantTime = new("--constant-time")
    {
        Description = "With --target c: bit-sliced kernels execute the same instructions for every input, so that their time says nothing "
            + "about it; about half as fast. Those of x86-64 and aarch64 do so anyway.",
    };

    private readonly Option<string> _scores = new("--scores")
    {
        Description = "With --target c, the type of the scores: float32 as the model has them, or int32 whose greatest is proved to be the "
            + "same, so that a processor without floats needs none.",
        DefaultValueFactory = _ => "float32",
    };

    private readonly Option<bool> _selfTest = new("--self-test")
    {
        Description = "With --target c: write NAME_selftest.c too, which checks the network on the board against golden inputs.",
    };

    private readonly Option<int?> _splitFrom = Bytes(
        "--split-weights", "With --target c: from so many bytes of constants on, write them to NAME_weights.c.");

    private readonly Option<int?> _maxFlash = Budget("--max-flash", "constants and code");
    private readonly Option<int?> _maxRam = Budget("--max-ram", "the arena");
    private readonly Option<int?> _maxStack = Budget("--max-stack", "the stack");

    /// <summary>The options of a command.</summary>
    /// <param name="use">What it does with the code.</param>
    /// <param name="cpu">Its option <c>--cpu</c>.</param>
    public CArguments(TargetUse use, Option<string?> cpu)
    {
        _cpu = cpu;
        _scores.AcceptOnlyFromAmong("float32", "int32");
        Option[] named = use == TargetUse.Compile ? [_prefix] : [];
        Options = [.. named, _scores, _constantTime, _selfTest, _splitFrom, _maxFlash, _maxRam, _maxStack];
    }

    /// <inheritdoc/>
    public override string Name => "c";

    /// <inheritdoc/>
    public override string Title => "C";

    /// <inheritdoc/>
    public override string Sources => "C99, which needs nothing";

    /// <inheritdoc/>
    public override string Route => "c, with the C compiler of the machine that --cpu names";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["exe", "shared", "static", "object"];

    /// <inheritdoc/>
    public override IEnumerable<Option> Options { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Cpus => [.. CMachine.All.Select(machine => machine.Name)];

    /// <inheritdoc/>
    public override string CpuHelp => "With --target c, the machine; generic if not given: "
        + string.Join("; ", CMachine.All.Select(machine => $"{machine.Name} ({machine.Summary})")) + ".";

    /// <inheritdoc/>
    public override Target Parse(ParseResult result, Graph imported, ModelOptions options, string? name)
    {
        string? prefix = Options.Contains(_prefix) ? result.GetValue(_prefix) : name;
        return new CTarget(new(prefix ?? CNames.Prefix(imported.Name), CMachine.Find(result.GetValue(_cpu) ?? "generic")!)
        {
            Version = NativeBuild.Version,
            ConstantTime = result.GetValue(_constantTime),
            SplitFrom = result.GetValue(_splitFrom),
            Scores = result.GetValue(_scores) == "int32" ? ScoreType.Int32 : ScoreType.Float32,
            SelfTest = result.GetValue(_selfTest) ? GoldenInputs.Of : null,
        });
    }

    /// <inheritdoc/>
    public override TargetFiles Files(ParseResult result, CompiledModel model)
    {
        var code = (CCode)model.Code;
        int? codeBytes = Measured(result, code);
        return new([.. code.Sources.Select(TargetFiles.Of)], [CFootprintText.Of(code, codeBytes)]);
    }

    /// <inheritdoc/>
    public override void Report(ParseResult result, CompiledModel model, bool asJson)
    {
        var code = (CCode)model.Code;
        int? codeBytes = CCompiler.CodeBytes(code);
        Console.Out.Write(asJson ? CModelJson.Of(code, codeBytes) + "\n" : CLayerText.Table(code, codeBytes));
        Budgets(result).Check(code, codeBytes);
    }

    /// <inheritdoc/>
    public override async Task<int> BuildAsync(ParseResult result, CompiledModel model, BuildOrder order, CancellationToken cancellation)
    {
        var code = (CCode)model.Code;
        int? codeBytes = Measured(result, code);
        foreach (string file in await CBuild.RunAsync(code, order.Kind, order.Folder, cancellation))
            Console.Out.WriteLine(BuiltFileText.Of(file));
        Console.Out.WriteLine(CFootprintText.Of(code, codeBytes));
        return FrontDoor.Done;
    }

    /// <summary>Bytes of the code of a network that is within its budgets; null if there is no compiler for its machine.</summary>
    private int? Measured(ParseResult result, CCode code)
    {
        int? codeBytes = CCompiler.CodeBytes(code);
        Budgets(result).Check(code, codeBytes);
        return codeBytes;
    }

    private CBudget Budgets(ParseResult result) => new(result.GetValue(_maxFlash), result.GetValue(_maxRam), result.GetValue(_maxStack));

    private static Option<int?> Budget(string name, string what) =>
        Bytes(name, $"With --target c: the most bytes that {what} may take; a larger network is refused, with what each layer takes.");

    private static Option<int?> Bytes(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "BYTES",
        CustomParser = result =>
        {
            string text = result.Tokens is [var token] ? token.Value : "";
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int bytes) && bytes >= 1)
                return bytes;
            result.AddError($"{name} is '{text}'; expected a whole number of bytes from 1 to {int.MaxValue}");
            return null;
        },
    };
}
