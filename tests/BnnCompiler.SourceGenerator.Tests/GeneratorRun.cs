// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace BnnCompiler.SourceGenerator.Tests;

/// <summary>A project in memory: C# sources, additional files with metadata, and the generator.</summary>
internal sealed class GeneratorRun
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "BnnCompiler.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly Dictionary<string, ModelText> _files = new(StringComparer.Ordinal);
    private CSharpCompilation _compilation = CSharpCompilation.Create(
        "User", [], References,
        new(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error));
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create(
        [new BnnGenerator().AsSourceGenerator()], driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the last run gave.</summary>
    public GeneratorRunResult Result => _driver.GetRunResult().Results[0];

    /// <summary>The generated files by hint name.</summary>
    public Dictionary<string, string> Files =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>Adds or replaces a source.</summary>
    public GeneratorRun Source(string path, string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, path: path);
        var old = _compilation.SyntaxTrees.FirstOrDefault(known => known.FilePath == path);
        _compilation = old is null ? _compilation.AddSyntaxTrees(tree) : _compilation.ReplaceSyntaxTree(old, tree);
        return this;
    }

    /// <summary>Adds or replaces a model with its metadata.</summary>
    public GeneratorRun Model(string path, string text, params (string Name, string Value)[] metadata) =>
        File(path, text, [("BnnModel", "true"), ("BnnNamespace", "My.Models"), .. metadata]);

    /// <summary>Adds or replaces an additional file with its metadata.</summary>
    public GeneratorRun File(string path, string text, params (string Name, string Value)[] metadata)
    {
        var file = new ModelText(path, text, metadata);
        _driver = _files.TryGetValue(path, out var old) ? _driver.ReplaceAdditionalText(old, file) : _driver.AddAdditionalTexts([file]);
        _files[path] = file;
        _driver = _driver.WithUpdatedAnalyzerConfigOptions(new Options(_files));
        return this;
    }

    /// <summary>Runs the generator.</summary>
    public GeneratorRun Run(CancellationToken cancellation = default)
    {
        _driver = _driver.RunGenerators(_compilation, cancellation);
        return this;
    }

    /// <summary>Warnings and errors of the compiler about the project with what was generated.</summary>
    public ImmutableArray<Diagnostic> Compile()
    {
        _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var compilation, out _);
        return [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    /// <summary>Why each output of a step is what it is.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(run => run.Outputs).Select(output => output.Reason) : [];

    private sealed class ModelText(string path, string text, (string Name, string Value)[] metadata) : AdditionalText
    {
        public override string Path => path;

        public IEnumerable<(string Name, string Value)> Metadata => metadata;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(IReadOnlyDictionary<string, ModelText> files) : AnalyzerConfigOptionsProvider
    {
        private readonly Dictionary<string, ModelText> _files = new(files, StringComparer.Ordinal);

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(_files[textFile.Path].Metadata);
    }

    private sealed class Values(IEnumerable<(string Name, string Value)> metadata) : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> _values =
            metadata.ToDictionary(pair => "build_metadata.AdditionalFiles." + pair.Name, pair => pair.Value);

        public override bool TryGetValue(string key, out string value)
        {
            value = _values.GetValueOrDefault(key, "");
            return _values.ContainsKey(key);
        }
    }
}
