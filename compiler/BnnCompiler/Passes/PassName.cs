// SPDX-License-Identifier: MIT
using System.Text;

namespace BnnCompiler.Passes;

/// <summary>From <c>FuseBatchNorm</c> to <c>fuse-batch-norm</c>: class, command line and test folder share one stem.</summary>
internal static class PassName
{
    /// <summary>The command-line name of a pass.</summary>
    public static string Of(Type pass)
    {
        var name = new StringBuilder();
        foreach (char c in pass.Name)
        {
            if (char.IsUpper(c) && name.Length > 0)
                name.Append('-');
            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }
}
