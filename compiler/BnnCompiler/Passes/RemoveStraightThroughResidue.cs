// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// x + (b - x) becomes b where b has few values. Training code writes a straight-through estimator as x + (sign(x) - x).detach(); exported, the
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
        var bits = FewValuedPart(add.Left, add.Right, log) ?? FewValuedPart(add.Right, add.Left, log);
        if (bits is not null)
        {
            log.Report(DiagnosticCatalog.StraightThroughResidue.At(op.Origin,
                "x + (sign(x) - x) was compiled as sign(x), which is what it stands for"));
        }

        return bits;
    }

    private static Op? FewValuedPart(Op x, Op difference, DiagnosticLog log) =>
        difference is Subtract subtract && subtract.Right == x && subtract.Left.Type == x.Type
            && (BinaryTensor.Of(subtract.Left) is not null || AffineCode.Of(subtract.Left) is not null
                || QuantizeActivation.Of(subtract.Left, log) is not null)
                ? subtract.Left
                : null;
}
