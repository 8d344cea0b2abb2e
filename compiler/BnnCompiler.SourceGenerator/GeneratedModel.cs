// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Text;

namespace BnnCompiler.SourceGenerator;

/// <summary>The code of one class, or a stub and the reason why there is no code.</summary>
internal sealed record GeneratedModel(
    string FullName, string Path, SourcePlace Place, EquatableArray<GeneratedSource> Sources, EquatableArray<GeneratorDiagnostic> Faults)
{
    /// <summary>Compiles a network.</summary>
    public static GeneratedModel Of(ModelRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var place = request.Declaration?.Place ?? SourcePlace.Of(request.File!.Source, 1, 1);
        if (request.Declaration is { Shape: { } shape } declared)
            return Failed(request, place, GeneratorDiagnostics.WrongShape(declared, shape), withStub: false);
        if (request.File is not { } file)
            return Failed(request, place, GeneratorDiagnostics.NoSuchFile(request.Declaration!), withStub: true);
        if (GeneratorDiagnostics.InvalidName(request, place) is { } invalid)
        {
            // What the user may have meant: My.Models for My..Models. Nothing stands in for a class without a name.
            var meant = request with { Namespace = GeneratorDiagnostics.ValidParts(request.Namespace), Accessibility = "" };
            return Failed(meant, place, invalid, withStub: GeneratorDiagnostics.InvalidName(meant, place) is null);
        }

        var log = new DiagnosticLog();
        try
        {
            string name = System.IO.Path.GetFileName(file.Path);
            if (RefusalText.TryParse(file.Text, name) is { } refusal)
                return Failed(request, place, GeneratorDiagnostic.Of(refusal), withStub: true);
            CSharpOptions? options = null;
            var code = Compiler.Compile(file.Text, name, graph => new CSharpTarget(options = Options(request, graph.Name)), log).Code;
            cancellation.ThrowIfCancellationRequested();
            return new(
                $"{options!.Namespace}.{options.ClassName}",
                file.Path,
                place,
                new([.. code.Sources.Select(source => new GeneratedSource($"{options.Namespace}.{source.Name}", source.Text))]),
                new([.. log.Entries.Select(entry => GeneratorDiagnostic.Of(entry, file.Path))]));
        }
        catch (DiagnosticException fault)
        {
            return Failed(request, place, GeneratorDiagnostic.Of(fault.Diagnostic, file.Path), withStub: true);
        }
    }

    private static CSharpOptions Options(ModelRequest request, string network) => new(
        request.Namespace,
        request.ClassName.Length > 0 ? request.ClassName : CSharpClassName.For(network),
        request.Accessibility != "internal");

    private static GeneratedModel Failed(ModelRequest request, SourcePlace place, GeneratorDiagnostic fault, bool withStub)
    {
        string path = request.File?.Path ?? place.Path;
        var options = Options(request, System.IO.Path.GetFileNameWithoutExtension(path));
        var sources =
            withStub ? ImmutableArray.Create(new GeneratedSource($"{options.Namespace}.{options.ClassName}.g.cs", StubClass.Code(options))) : [];
        return new($"{options.Namespace}.{options.ClassName}", path, place, new(sources), new([fault]));
    }
}

/// <summary>A file of generated C#.</summary>
internal sealed record GeneratedSource(string HintName, string Text);
