// SPDX-License-Identifier: MIT
using System.Diagnostics;
using BnnCompiler.SourceGenerator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace UserProjectBenchmark;

/// <summary>
/// What an IDE waits for, in milliseconds: the generator's first run, its run after a keystroke in another file, and the first errors of the whole
/// project.
/// </summary>
/// <param name="FirstRun">The generator's first run in a process whose code is compiled already.</param>
/// <param name="Keystroke">The median run of the generator after another file has changed.</param>
/// <param name="FirstDiagnostics">The first errors and warnings of the project with the generated code.</param>
/// <param name="TextBytes">The lowered text that the generator reads.</param>
internal sealed record Editing(double FirstRun, double Keystroke, double FirstDiagnostics, long TextBytes)
{
    private const int Keystrokes = 21;

    /// <summary>Edits a project in memory whose network was lowered to a file.</summary>
    public static Editing Measure(string lowered)
    {
        // Once before anything counts: an IDE has the compiler's and the generator's code compiled long before.
        Edit(lowered);
        return Edit(lowered);
    }

    private static Editing Edit(string lowered)
    {
        var file = new LoweredFile(lowered);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name == "BnnCompiler.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
        var program = CSharpSyntaxTree.ParseText("class User { int Use(byte[] pixels) => Networks.Network.Classify(pixels); }", path: "Program.cs");
        var compilation = CSharpCompilation.Create("User", [program], references, new(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new BnnGenerator().AsSourceGenerator()], [file], optionsProvider: new Options());

        var watch = Stopwatch.StartNew();
        driver = driver.RunGenerators(compilation);
        double first = watch.Elapsed.TotalMilliseconds;
        double[] keystrokes = new double[Keystrokes];
        for (int i = 0; i < Keystrokes; i++)
        {
            var edited = CSharpSyntaxTree.ParseText(
                $"class User {{ int Use(byte[] pixels) => Networks.Network.Classify(pixels) + {i}; }}", path: "Program.cs");
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], edited);
            watch.Restart();
            driver = driver.RunGenerators(compilation);
            keystrokes[i] = watch.Elapsed.TotalMilliseconds;
        }

        driver.RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _);
        watch.Restart();
        var faults = whole.GetDiagnostics();
        double diagnostics = watch.Elapsed.TotalMilliseconds;
        if (faults.FirstOrDefault(fault => fault.Severity == DiagnosticSeverity.Error) is { } error)
            throw new CompileTimeBenchmark.CommandFailedException(error.ToString());
        return new(first, keystrokes.Order().ElementAt(Keystrokes / 2), diagnostics, new FileInfo(lowered).Length);
    }

    private sealed class LoweredFile(string path) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(File.ReadAllText(path));

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    /// <summary>The metadata that the package's targets give a lowered model.</summary>
    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        private static readonly Values None = new([]);
        private static readonly Values Model = new(new()
        {
            ["build_metadata.AdditionalFiles.BnnModel"] = "true",
            ["build_metadata.AdditionalFiles.BnnNamespace"] = "Networks",
            ["build_metadata.AdditionalFiles.BnnClass"] = "Network",
        });

        public override AnalyzerConfigOptions GlobalOptions => None;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => None;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Model;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = values.GetValueOrDefault(key, "");
            return values.ContainsKey(key);
        }
    }
}
