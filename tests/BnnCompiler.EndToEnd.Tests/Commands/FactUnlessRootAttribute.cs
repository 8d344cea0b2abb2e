// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>A test of file permissions, which do not bind root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactUnlessRootAttribute : FactAttribute
{
    public FactUnlessRootAttribute()
    {
        if (Environment.IsPrivilegedProcess)
            Skip = "permissions do not bind root";
    }
}
