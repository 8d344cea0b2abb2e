// SPDX-License-Identifier: MIT
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace BnnCompiler.SourceGenerator;

/// <summary>
/// Gives every network among the additional files its class: the same C#, byte for byte, as <c>bnnc compile --target csharp</c>. A network is a .bnn
/// file with the metadata <c>BnnModel=true</c>, which the package's MSBuild targets set, or one that a <c>[BnnModel("name.bnn")]</c> refers to.
/// </summary>
/// <remarks>Every step hands on plain values that compare by content, so that a keystroke in another file costs nothing.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class BnnGenerator : IIncrementalGenerator
{
    /// <summary>The step that finds networks among the additional files.</summary>
    public const string FilesStep = "Files";

    /// <summary>The step that finds <c>[BnnModel]</c>.</summary>
    public const string DeclarationsStep = "Declarations";

    /// <summary>The step that compiles.</summary>
    public const string CodeStep = "Code";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(".bnn", StringComparison.OrdinalIgnoreCase))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellation) => ModelFile.Of(pair.Left, pair.Right.GetOptions(pair.Left), cancellation))
            .WithTrackingName(FilesStep);
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName("BnnCompiler.Runtime.BnnModelAttribute", static (node, _) => node is ClassDeclarationSyntax, Declaration.Of)
            .WithTrackingName(DeclarationsStep);
        var code = files.Collect().Combine(declarations.Collect())
            .SelectMany(static (pair, _) => ModelRequest.Match(pair.Left, pair.Right))
            .Select(static (request, cancellation) => GeneratedModel.Of(request, cancellation))
            .WithTrackingName(CodeStep);
        var owners = code.Collect().Select(static (models, _) => ClassOwners.Of(models));
        context.RegisterSourceOutput(code.Combine(owners), static (output, pair) => Add(output, pair.Left, pair.Right));
    }

    private static void Add(SourceProductionContext output, GeneratedModel model, ClassOwners owners)
    {
        if (owners.FindOther(model) is { } owner)
        {
            output.ReportDiagnostic(GeneratorDiagnostics.DuplicateClass(model, owner).ToRoslyn());
            return;
        }

        foreach (var fault in model.Faults)
            output.ReportDiagnostic(fault.ToRoslyn());
        foreach (var source in model.Sources)
            output.AddSource(source.HintName, SourceText.From(source.Text, Encoding.UTF8));
    }
}
