// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Targets.CSharp;
using Microsoft.CodeAnalysis.CSharp;

namespace BnnCompiler.SourceGenerator;

/// <summary>What can be wrong about a project, rather than about a network.</summary>
internal static class GeneratorDiagnostics
{
    /// <summary>Two networks ask for one class.</summary>
    public static GeneratorDiagnostic DuplicateClass(GeneratedModel model, string owner) => At(model.Place, DiagnosticCatalog.DuplicateClass,
        $"found two networks for the class {model.FullName}, this one and '{Path.GetFileName(owner)}'; "
        + "expected a class for each: give one of them another ClassName");

    /// <summary>The namespace or the class cannot be called so; null if they can.</summary>
    public static GeneratorDiagnostic? InvalidName(ModelRequest request, SourcePlace place)
    {
        string[] parts = request.Namespace.Split('.');
        if (!parts.All(IsIdentifier))
            return Invalid($"found the namespace '{request.Namespace}'; expected a C# namespace such as My.Models");
        if (parts.FirstOrDefault(part => !CSharpClassName.IsFree(part)) is { } taken)
            return Invalid($"the namespace has the part '{taken}', which the generated code uses itself; expected another name");
        if (request.ClassName.Length > 0 && !IsIdentifier(request.ClassName))
            return Invalid($"found the class name '{request.ClassName}'; expected a C# identifier such as Mnist");
        if (!CSharpClassName.IsFree(request.ClassName))
            return Invalid($"found the class name '{request.ClassName}', which the generated code uses itself; expected another name");
        return request.Accessibility is "" or "public" or "internal"
            ? null
            : Invalid($"found the accessibility '{request.Accessibility}'; expected public or internal");

        GeneratorDiagnostic Invalid(string message) => At(place, DiagnosticCatalog.InvalidClassName, PrintableText.Escape(message));
    }

    /// <summary>A namespace without the parts that are none.</summary>
    public static string ValidParts(string name) => string.Join(".", name.Split('.').Where(IsIdentifier));

    /// <summary>A class with <c>[BnnModel]</c> that cannot be completed.</summary>
    public static GeneratorDiagnostic WrongShape(Declaration declaration, string shape) => At(declaration.Place, DiagnosticCatalog.InvalidModelClass,
        $"the class {declaration.ClassName} {shape}; "
        + $"[BnnModel] completes a class like 'static partial class {declaration.ClassName};' in a namespace");

    /// <summary>A <c>[BnnModel]</c> that names no file of the project.</summary>
    public static GeneratorDiagnostic NoSuchFile(Declaration declaration) => At(declaration.Place, DiagnosticCatalog.UnknownModelFile,
        $"found no network '{PrintableText.Escape(declaration.File)}' in the project; expected the name of a .bnn file: add "
        + "<BnnModel Include=\"...\" /> for the model, and name it by its file name with the ending .bnn");

    private static GeneratorDiagnostic At(SourcePlace place, BnnCompiler.Diagnostics.DiagnosticDescriptor entry, string message) =>
        new(entry.Code, entry.Severity, message, place);

    private static bool IsIdentifier(string text) => SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None;
}
