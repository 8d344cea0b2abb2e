// SPDX-License-Identifier: MIT
namespace BnnCompiler.Targets.CSharp;

/// <summary>How the generated class is called.</summary>
/// <param name="Namespace">A C# namespace.</param>
/// <param name="ClassName">A C# identifier.</param>
internal sealed record CSharpOptions(string Namespace, string ClassName);
