// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Tests.Data;

/// <summary>A fact that needs Debian's package dataset-fashion-mnist, and is skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FashionMnistFactAttribute : FactAttribute
{
    public FashionMnistFactAttribute()
    {
        if (!Directory.Exists(Folder))
            Skip = $"needs {Folder}";
    }

    public static string Folder { get; } = DatasetCatalog.Find("fashion-mnist").SystemFolder!;
}
