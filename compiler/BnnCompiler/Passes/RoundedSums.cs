// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// The sum of two tensors of codes whose steps are multiples of one that is no power of two, as behind quantizers of one scale. Float32 rounds such
/// sums; here they are exact integers that are scaled once. Sums that it does not round are up to <see cref="SummedCodes"/>.
/// </summary>
internal static class RoundedSums
{
    /// <summary>The sum in place of <paramref name="add"/>; null if its operands are no codes, or have no common step.</summary>
    public static Op? Of(Add add, DiagnosticLog log)
    {
        if (add.Left.Type.Shape != add.Right.Type.Shape || Term.Of(add.Left, log) is not { } left || Term.Of(add.Right, log) is not { } right)
            return null;
        var (coarse, fine) = Math.Abs(left.Code.Scale) >= Math.Abs(right.Code.Scale) ? (left, right) : (right, left);
        for (int parts = 1; ; parts++)
        {
            double times = Math.Round(coarse.Code.Scale / fine.Code.Scale * parts);
            if (!((Math.Abs(times) * coarse.Last) + (parts * fine.Last) <= byte.MaxValue))
                return null;
            var sum = new CommonSteps(coarse, (int)times, fine, parts);
            if (!sum.IsNear())
                continue;
            log.Report(DiagnosticCatalog.RoundedOnce.At(add.Origin,
                "the sums of these activations are exact integers, scaled and rounded once; float32 rounds both terms and their sum, "
                + "so scores can differ in their last digits from those of a tool that does"));
            return sum.InPlaceOf(add);
        }
    }

    /// <summary>Codes from 0, with the float32 value of each.</summary>
    private sealed record Term(AffineCode Code, double[] Values)
    {
        public int Last => Values.Length - 1;

        public static Term? Of(Op op, DiagnosticLog log)
        {
            if (AffineCode.Of(op) is null && QuantizeActivation.OnDemand(op, log) is { } coded)
                op = coded;
            return AffineCode.Of(op) is { Range.Count: > 1 } code && ChannelFunction.OfCodes(op) is { } function
                && code.AsBytes() is { Range.Least: 0 } bytes
                ? new(bytes, function.Evaluate(0, code.Range.ToArray()).Values)
                : null;
        }

        public Op Times(int factor)
        {
            var integers = OnImage.Of(Code.Codes, image => new SumPool(image, Window.Of(1, 1)));
            return factor == 1 ? integers : new Multiply(integers, new Constant(Tensor.Of(new Shape(1), factor)));
        }
    }

    /// <summary>The step of one term is so many times, and that of the other so many parts, of one that is their ratio.</summary>
    private sealed record CommonSteps(Term Coarse, int Times, Term Fine, int Parts)
    {
        private int Last => (Math.Abs(Times) * Coarse.Last) + (Parts * Fine.Last);

        private int Least => Math.Min(0, Times * Coarse.Last);

        private float Step => (float)(Coarse.Code.Scale / Times);

        private float Offset => (float)(Coarse.Code.Offset + Fine.Code.Offset + (Coarse.Code.Scale / Times * Least));

        /// <summary>
        /// Whether each sum is as near to its multiple of the step as the self-check expects of codes, and nearer to it than to any other.
        /// </summary>
        public bool IsNear()
        {
            double tolerance = AffineCode.Rounding * (Coarse.Code.Largest + Fine.Code.Largest);
            if (!(tolerance < Math.Abs(Step) / 8))
                return false;
            for (int i = 0; i <= Coarse.Last; i++)
            {
                for (int j = 0; j <= Fine.Last; j++)
                {
                    float scaled = ((Times * i) + (Parts * j) - Least) * Step;
                    if (!(Math.Abs((float)(Coarse.Values[i] + Fine.Values[j]) - (float)(scaled + Offset)) <= tolerance))
                        return false;
                }
            }

            return true;
        }

        /// <summary>The codes of the sum, and floats of a form that a layer knows as theirs.</summary>
        public Op InPlaceOf(Add add)
        {
            var sum = new Add(Coarse.Times(Times), Fine.Times(Parts));
            int[] steps = [.. Enumerable.Range(0, Last + 1)];
            var limits = new Constant(Tensor.Of(new Shape(Last, 1), [.. steps.Skip(1).Select(step => step + Least)]));
            var codes = new Constant(Tensor.Of(new Shape(Last + 1, 1), [.. steps.Select(step => (byte)step)]));
            var floats = new ToFloat(new Quantize(sum, limits, codes).NamedAs(add)).Named(add.Name + "_float", add.Origin);
            var scaled = new Multiply(floats, new Constant(Tensor.Of(new Shape(1), Step))).Named(add.Name + "_scaled", add.Origin);
            return new Add(scaled, new Constant(Tensor.Of(new Shape(1), Offset))).Named(add.Name + "_offset", add.Origin);
        }
    }
}
