// SPDX-License-Identifier: MIT
using BnnCompiler.Kernels.Choosing;

namespace BnnCompiler.Kernels.Rows;

/// <summary>Rates that bit-sliced kernels of dense layers and of convolutions share, in <see cref="Cycles"/>.</summary>
internal static class SlicedCosts
{
    /// <summary>
    /// Operations for a register of a row: fifteen additions of two pairs, eight operations each, take 32 rows, and an XOR makes each of the sixteen
    /// pairs of rows.
    /// </summary>
    public const double OperationsPerRow = ((15 * 8) + 16) / 32.0;

    /// <summary>
    /// For adding one register of a row of weights from the nearest cache, in tiles; and for going on to the next tap of a pixel.
    /// </summary>
    public const double PerTiledRow = 1.8, PerTap = 45;

    /// <summary>Rows of zeros that fill up a half of a block on average.</summary>
    public const double QuarterBlock = 8;

    /// <summary>For finding an active input.</summary>
    public const double PerListed = 0.6;

    /// <summary>For a plane of a register of counters, to begin with, carry into and compare.</summary>
    public const double PerPlane = 20;

    /// <summary>Registers for so many outputs; fewer than 129 take a narrower one.</summary>
    public static double Registers(int outputs) =>
        outputs <= Cycles.RegisterBytes * 4 ? Cycles.NarrowRegister : Math.Ceiling(outputs / (Cycles.RegisterBytes * 8));
}
