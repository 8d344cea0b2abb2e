// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

/// <summary>A fact that needs OpenBLAS, and is skipped, with that reason, where the machine has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenBlasFactAttribute : FactAttribute
{
    public OpenBlasFactAttribute()
    {
        if (OpenBlasProducts.TryLoad() is null)
            Skip = "needs OpenBLAS (Debian: libopenblas0-pthread)";
    }
}
