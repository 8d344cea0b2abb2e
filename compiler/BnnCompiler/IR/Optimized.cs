// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.IR;

/// <summary>
/// For loops over millions of elements in a process that lives for a second: .NET would run them unoptimized until it is nearly over.
/// </summary>
internal static class Optimized
{
    /// <summary>MethodImplOptions.AggressiveOptimization, which netstandard2.0 has no name for; older hosts ignore it.</summary>
    public const MethodImplOptions AtFirstCall = (MethodImplOptions)512;
}
