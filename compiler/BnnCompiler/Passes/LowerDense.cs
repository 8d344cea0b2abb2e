// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// A dense layer with weights b_n * (+1 or -1) becomes a layer of bits: binary if its input is bits, integer if its input is an affine map of
/// pixels, float if it reads real numbers that come straight from the input. The scales are multiplied back onto the sums.
/// </summary>
internal sealed class LowerDense : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "dense layers with weights +-s become layers of bits";

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log)
    {
        if (op is not Dense dense)
            return null;
        RefuseLargerThanKernelsReach(dense);
        var weights = BinaryWeights.Of(dense);
        if (BinaryTensor.Of(dense.Input) is { } binary)
        {
            float scale = binary.UniformScale() ?? throw DiagnosticCatalog.ScaledPerFeature.Error(dense.Origin,
                "the binary activations of this layer have different scales for different features; a sum of them is no integer. "
                + "Expected one scale for all; fold the scales into the weights' training, or use one per layer");
            return Rescaled(new ToFloat(new BinaryDense(binary.Bits, weights.Signs).NamedAs(dense)), Factors(weights, scale, dense), dense, log);
        }

        var factors = Factors(weights, 1, dense);
        if (PixelMap.Of(dense.Input) is { } map)
            return Rescaled(Restored(new IntegerDense(map.Pixels, weights.Signs), map, dense), factors, dense, log);
        if (ReadsALayer(dense.Input))
            throw Refusal(dense);
        return Rescaled(new FloatDense(dense.Input, weights.Signs).NamedAs(dense), factors, dense, log);
    }

    /// <summary>Packed weights are padded to words and blocks, and sums over pixels have to fit an int32.</summary>
    private static void RefuseLargerThanKernelsReach(Dense dense)
    {
        var shape = dense.Weights.Type.Shape;
        long outputs = shape[0], fanIn = shape[1];
        if ((outputs + InterleavedDenseOp.Lanes) * (fanIn + 64) > Shape.MaxElements || fanIn > int.MaxValue / 255)
        {
            throw DiagnosticCatalog.UnsupportedGraph.Error(dense.Origin,
                $"the layer has {NumberText.Of(outputs)} outputs of {NumberText.Of(fanIn)} inputs; expected at most {NumberText.Of(Shape.MaxElements)} "
                + $"weights, padded, and {NumberText.Of(int.MaxValue / 255)} inputs. Split the layer");
        }
    }

    /// <summary>What each output's integer sum is multiplied with.</summary>
    private static ImmutableArray<float> Factors(BinaryWeights weights, float inputScale, Dense dense)
    {
        var factors = weights.Scales.Select(scale => scale * inputScale).ToImmutableArray();
        return factors.Any(factor => float.IsNaN(factor) || float.IsInfinity(factor) || factor == 0)
            ? throw DiagnosticCatalog.ActivationsNotBinary.Error(dense.Origin,
                $"the scale of the activations, {NumberText.Of(inputScale)}, times that of the weights is 0 or not finite; expected a finite scale other than 0")
            : factors;
    }

    /// <summary>The float32 sums that the source network would have had, from the sums over pixels.</summary>
    private static Op Restored(IntegerDense sums, PixelMap map, Dense dense)
    {
        var named = sums.NamedAs(dense);
        if (map is { Scale: 1, Offset: 0 })
            return new ToFloat(named);
        var weightSums = Enumerable.Range(0, sums.Type.Shape.Channels)
            .Select(n => (2 * sums.Weights.Bits.CountSet(n)) - sums.FanIn);
        return new Affine(named, new Constant(Tensor.Of(new(sums.Type.Shape.Channels), [.. weightSums])), map.Scale, map.Offset);
    }

    private static Op Rescaled(Op sums, ImmutableArray<float> factors, Dense dense, DiagnosticLog log)
    {
        if (sums is Affine || !factors.All(IsPowerOfTwo))
        {
            log.Report(DiagnosticCatalog.RoundedOnce.At(dense.Origin,
                "the sums of this layer are exact integers, scaled and rounded once; float32 would scale and round every term, "
                + "so scores can differ in their last digits from those of a tool that does"));
        }

        var named = sums.Name.Length > 0 ? sums : sums.Named(dense.Name + "_float", dense.Origin);
        if (factors.All(factor => factor == 1))
            return named;
        var shape = factors.All(factor => factor == factors[0]) ? new Shape(1) : new Shape(1, factors.Length);
        var scales = new Constant(Tensor.Of(shape, [.. factors.Take(shape.ElementCount)]));
        return new Multiply(named, scales).Named(dense.Name + "_scaled", dense.Origin);
    }

    /// <summary>Multiplying with it is exact, so it makes no difference whether terms or their sum are scaled.</summary>
    private static bool IsPowerOfTwo(float factor)
    {
        const int MantissaBits = 0x7FFFFF;
        return (BitConverter.ToInt32(BitConverter.GetBytes(factor), 0) & MantissaBits) == 0;
    }

    /// <summary>Whether a tensor was computed by a layer, so that float values in it mean a lost sign and not a real-valued input.</summary>
    private static bool ReadsALayer(Op op)
    {
        var seen = new HashSet<Op>();
        var pending = new Stack<Op>([op]);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!seen.Add(next))
                continue;
            if (next is BinaryDense or IntegerDense or FloatDense)
                return true;
            foreach (var operand in next.Operands)
                pending.Push(operand);
        }

        return false;
    }

    private static DiagnosticException Refusal(Dense dense)
    {
        var region = PointwiseRegion.EndingIn(dense.Input);
        if (region?.Steps.LastOrDefault(step => step is Sign { Zero: 0 }) is { } ternary)
        {
            return DiagnosticCatalog.TernarySign.Error(ternary.Origin,
                "this sign is 0 at 0, and 0 is a sum that can occur, so the activations have three values; expected +1 or -1. "
                + "Say what zero becomes with --sign-zero plus (or minus), or export x >= 0 ? 1 : -1");
        }

        return DiagnosticCatalog.ActivationsNotBinary.Error(dense.Origin,
            $"the weights of this layer are binary but its input, computed by '{dense.Input.Kind.Mnemonic}' from another layer, is not: "
            + "expected +1 and -1. Exporters drop a sign that was written by assigning to .data (pytorch#51033): "
            + "write it as torch.where(x >= 0, 1.0, -1.0) and export again");
    }
}
