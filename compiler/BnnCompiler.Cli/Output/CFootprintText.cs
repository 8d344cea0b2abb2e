// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Output;

/// <summary>What a network needs on its machine, in a line.</summary>
internal static class CFootprintText
{
    /// <summary>The line.</summary>
    /// <param name="model">The network.</param>
    /// <param name="codeBytes">Bytes of its code; null if there is no compiler for its machine.</param>
    public static string Of(CCode model, int? codeBytes)
    {
        var footprint = model.Footprint;
        string flash = codeBytes is { } code
            ? string.Create(CultureInfo.InvariantCulture,
                $"flash {footprint.ConstantBytes + code:N0} bytes ({footprint.ConstantBytes:N0} of constants, {code:N0} of code with -Os)")
            : string.Create(CultureInfo.InvariantCulture,
                $"flash {footprint.ConstantBytes:N0} bytes of constants, "
                + $"and code (no compiler for {model.Options.Machine.Name} is installed to measure it)");
        return string.Create(
            CultureInfo.InvariantCulture, $"{flash}, ram {footprint.ArenaBytes:N0} bytes (the arena), stack at most {footprint.StackBytes:N0} bytes");
    }
}
