// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.IR;
using BnnCompiler.Targets;
using BnnCompiler.Targets.CSharp;
using Microsoft.CodeAnalysis.CSharp;

namespace BnnCompiler.Cli.Targets;

/// <summary>The options of the C# target: how the generated class is called, or which machine a binary of it is for.</summary>
internal sealed class CSharpArguments : TargetArguments
{
    private readonly Option<string> _namespace = new("--namespace")
    {
        Description = "Namespace of the generated class.",
        DefaultValueFactory = _ => "Bnn.Models",
    };
    private readonly Option<string?> _class = new("--class") { Description = "Name of the generated class; the model's name by default." };

    private readonly Option<string> _accessibility = new("--accessibility")
    {
        Description = "Who can use the generated class.",
        DefaultValueFactory = _ => "public",
    };

    private readonly PlatformArguments _platform;

    /// <summary>The options of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="use">What it does with the code.</param>
    /// <param name="cpu">Its option <c>--cpu</c>.</param>
    /// <param name="kernels">Its option <c>--kernels</c>.</param>
    public CSharpArguments(Command command, TargetUse use, Option<string?> cpu, Option<string> kernels)
    {
        _namespace.Validators.Add(result =>
        {
            string value = result.GetValueOrDefault<string>() ?? "";
            if (!value.Split('.').All(IsIdentifier))
                result.AddError($"--namespace is '{value}'; expected a C# namespace such as My.Models");
            else if (value.Split('.').FirstOrDefault(part => !CSharpClassName.IsFree(part)) is { } taken)
                result.AddError($"--namespace has the part '{taken}', which the generated code uses itself; expected another name");
        });
        _class.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value && !IsIdentifier(value))
                result.AddError($"--class is '{value}'; expected a C# identifier such as Mnist");
            else if (result.GetValueOrDefault<string?>() is { } name && !CSharpClassName.IsFree(name))
                result.AddError($"--class is '{name}', which the generated code uses itself; expected another name");
        });
        _accessibility.AcceptOnlyFromAmong("public", "internal");
        _platform = new(cpu);
        if (use == TargetUse.Build)
            command.Validators.Add(_platform.Validate);
        Options = use switch
        {
            TargetUse.Compile => [kernels, _namespace, _class, _accessibility],
            TargetUse.Build => [kernels, _platform.Rid],
            _ => [kernels],
        };
        (Cpus, CpuHelp) = use == TargetUse.Build ? (PlatformArguments.Levels, PlatformArguments.CpuHelp) : ([], "");
    }

    /// <inheritdoc/>
    public override string Name => "csharp";

    /// <inheritdoc/>
    public override string Title => "C#";

    /// <inheritdoc/>
    public override string Sources => "C#, which needs the package BnnCompiler.Runtime";

    /// <inheritdoc/>
    public override string Route => "csharp (NativeAOT)";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Kinds => ["exe", "shared", "static"];

    /// <inheritdoc/>
    public override IEnumerable<Option> Options { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Cpus { get; }

    /// <inheritdoc/>
    public override string CpuHelp { get; }

    /// <inheritdoc/>
    public override Target Parse(ParseResult result, Graph imported, ModelOptions options, string? name) =>
        CompiledModel.CSharp(imported, options, Options.Contains(_class) ? Names(result, imported.Name) : CompiledModel.HiddenNames);

    /// <inheritdoc/>
    public override TargetFiles Files(ParseResult result, CompiledModel model)
    {
        var code = (CSharpCode)model.Code;
        var sources = code.Sources.Select(TargetFiles.Of);
        if (code.Weights.IsEmpty)
            return new([.. sources], []);
        string file = code.Options.ClassName + ".weights";
        return new([.. sources, (file, code.Weights.AsMemory())],
        [
            "The code reads its weights from an embedded resource; the project file needs",
            $"  <EmbeddedResource Include=\"{file}\" LogicalName=\"{code.Options.WeightsResource}\" />",
        ]);
    }

    /// <inheritdoc/>
    public override void Report(ParseResult result, CompiledModel model, bool asJson)
    {
        if (asJson)
            Console.Out.WriteLine(ModelJson.Of(model, LayerReport.Of(model)));
        else
            LayerText.PrintTable(model);
    }

    /// <inheritdoc/>
    public override async Task<int> BuildAsync(ParseResult result, CompiledModel model, BuildOrder order, CancellationToken cancellation)
    {
        var kind = order.Kind switch
        {
            "shared" => NativeKind.Shared,
            "static" => NativeKind.Static,
            _ => NativeKind.Exe,
        };
        var request = NativeBuild.Request(model, order.Name, kind, _platform.Parse(result), order.Folder);
        using var progress = new StageLine();
        var built = await new NativeAotToolchain(progress.Report).BuildAsync(request, cancellation);
        progress.Dispose();
        if (built.Fault is { } fault)
            return BuiltFileText.Fail(fault, built);

        foreach (string file in built.Files)
            Console.Out.WriteLine(BuiltFileText.Of(file));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"of these {model.Plan.ConstantBytes:N0} bytes are weights and limits; {model.Plan.ArenaBytes:N0} bytes of working memory per call"));
        if (built.LinkLine is { } linkLine)
            Console.Out.WriteLine($"link with: {linkLine}");
        return FrontDoor.Done;
    }

    /// <summary>How the class is called.</summary>
    private CSharpOptions Names(ParseResult result, string modelName) =>
        new(
            result.GetRequiredValue(_namespace),
            result.GetValue(_class) ?? CSharpClassName.For(modelName),
            result.GetValue(_accessibility) == "public");

    private static bool IsIdentifier(string text) =>
        SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None;
}
