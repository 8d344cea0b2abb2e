// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BnnCompiler.SourceGenerator;

/// <summary>A class with <c>[BnnModel("name.bnn")]</c>.</summary>
/// <param name="File">The file it names.</param>
/// <param name="Namespace">The namespace it stands in; empty for the global one.</param>
/// <param name="ClassName">Its name.</param>
/// <param name="IsPublic">Whether it is public; else it is internal.</param>
/// <param name="Shape">What keeps it from being completed, or null.</param>
/// <param name="Place">Where its name stands.</param>
internal sealed record Declaration(string File, string Namespace, string ClassName, bool IsPublic, string? Shape, SourcePlace Place)
{
    /// <summary>Reads a class.</summary>
    public static Declaration Of(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var symbol = (INamedTypeSymbol)context.TargetSymbol;
        var syntax = (ClassDeclarationSyntax)context.TargetNode;
        string file = context.Attributes[0].ConstructorArguments is [{ Value: string name }] ? name : "";
        return new(
            file,
            symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString(),
            symbol.Name,
            symbol.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public,
            FaultOf(symbol, syntax),
            SourcePlace.Of(syntax.Identifier.GetLocation()));
    }

    private static string? FaultOf(INamedTypeSymbol symbol, ClassDeclarationSyntax syntax)
    {
        if (symbol.ContainingType is not null)
            return "is nested in another class";
        if (symbol.IsGenericType)
            return "has type parameters";
        if (!syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
            return "is not partial";
        if (!symbol.IsStatic)
            return "is not static";
        return symbol.ContainingNamespace.IsGlobalNamespace ? "stands in no namespace" : null;
    }
}
