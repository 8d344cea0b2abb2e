// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Targets.CSharp;

/// <summary>A constant as a static table of the generated class.</summary>
/// <param name="Name">Unique in the class.</param>
/// <param name="Value">The elements.</param>
/// <param name="Element">Their C# type.</param>
internal sealed record CSharpTable(string Name, Tensor Value, string Element);
