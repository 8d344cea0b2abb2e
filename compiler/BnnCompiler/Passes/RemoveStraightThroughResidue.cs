// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// x + (b - x) becomes b where b is binary. Training code writes a straight-through estimator as x + (sign(x) - x).detach(); exported, the
/// sum is left over. It is meant to be sign(x), and float32 gives something a rounding error away from it, so this is reported.
/// </summary>
internal sealed class RemoveStraightThroughResidue : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "x + (sign(x) - x) becomes sign(x)";

    /// <inheritdoc/>
    public override Stage Stage => Stage.Imported;

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not Add add)
            return null;
        var bits = BinaryPart(add.Left, add.Right) ?? BinaryPart(add.Right, add.Left);
        if (bits is not null)
        {
            log.Report(DiagnosticCatalog.StraightThroughResidue.At(op.Origin,
                "x + (sign(x) - x) was compiled as sign(x), which is what it stands for"));
        }

        return bits;
    }

    private static Op? BinaryPart(Op x, Op difference) =>
        difference is Subtract subtract && subtract.Right == x && subtract.Left.Type == x.Type
            && BinaryTensor.Of(subtract.Left) is not null
                ? subtract.Left
                : null;
}
