// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace BnnCompiler.Runtime.Calls;

/// <summary>How large kernels are to be compiled.</summary>
internal static class KernelCompilation
{
    /// <summary>
    /// Fully optimized at the first call, and never inlined into the method that chooses the register width: there the compiler would take
    /// the loops, which it has not seen run, for rarely used and keep their vectors in memory; that was measured to be ten times slower.
    /// </summary>
    public const MethodImplOptions Standalone = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
