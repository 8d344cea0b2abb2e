// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Codes;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// Sums of codes under weights of few bits as sums of bits: codes are planes of bits, c = (sum over k of a_k * b_k + M) / 2, and so are weights, so
/// that a layer is a binary one for each plane of the codes, with an output for each plane of the weights, and the sums are added up by their place
/// values.
/// </summary>
/// <param name="Sums">int32: sum over q * c = (Sums + M * WeightDivisor * sum over q) / Divisor.</param>
/// <param name="Divisor">What the sums are too large by.</param>
/// <param name="FromWeights">M * WeightDivisor.</param>
internal sealed record PlaneSums(Op Sums, int Divisor, int FromWeights)
{
    /// <summary>Products of planes that are cheaper than products of bytes.</summary>
    private const int MostProducts = 8;

    /// <summary>Layers of fewer inputs, and of fewer channels in a row of bits, are summed as bytes.</summary>
    private const int LeastInputs = 32, LeastChannels = 8;

    /// <summary>The sums of a layer; null where bytes are summed faster.</summary>
    /// <param name="code">What the layer reads.</param>
    /// <param name="weights">bit or int8 [N, ...], by output, with the channels of a group on the last axis.</param>
    /// <param name="groups">Groups of outputs.</param>
    /// <param name="layer">Makes the binary layer on bits, with other weights.</param>
    public static PlaneSums? Of(AffineCode code, Constant weights, int groups, Func<Op, Constant, Op> layer)
    {
        if (Split(code, weights) is not var (places, planes))
            return null;
        int divisor = planes.Divisor * places.Divisor, fromWeights = places.Constant * planes.Divisor;
        if (groups == 1 && places.Values.All(place => place == 1) && planes.Places.All(place => place == 1))
            return new(OfRepeatedInputs(places.Bits, planes, weights, layer), divisor, fromWeights);
        var stacked = planes.Stacked(weights, groups);
        var sums = Total(places.Values.Select((place, k) => Times(layer(places.Bits[k], stacked), place)));
        if (planes.Places.Length > 1 || planes.IsOdd)
        {
            SelectChannels Plane(int l) => planes.Select(sums, l, weights.Type.Shape[0], groups);
            Op[] ofBits = planes.IsOdd ? [Times(Plane(planes.Places.Length), -1)] : [];
            sums = Total(planes.Places.Select((place, l) => Times(Plane(l), place)).Concat(ofBits));
        }

        return new(sums, divisor, fromWeights);
    }

    /// <summary>Whether a layer is summed by planes.</summary>
    public static bool Pays(AffineCode code, Constant weights) => Split(code, weights) is not null;

    private static (Places Codes, WeightPlanes Weights)? Split(AffineCode code, Constant weights)
    {
        int fanIn = weights.Type.Shape.ElementCount / weights.Type.Shape[0];
        if (!code.IsOfCodes || fanIn < LeastInputs || weights.Type.Shape.Last < LeastChannels
            || Places.OfCodes(code) is not { } places || WeightPlanes.Of(weights) is not { } planes)
        {
            return null;
        }

        int products = places.Values.Length * planes.Places.Length;
        bool isBinary = code.Codes.Type.Element == ElementType.Bit && planes.Places.Length == 1;
        return products > MostProducts || isBinary ? null : (places, planes);
    }

    /// <summary>The map of the sums to what the layer's sums stand for, with the layer's own sums of weights.</summary>
    public AffineCode Map(AffineCode code) => code with
    {
        Scale = code.Scale / Divisor,
        Offset = (code.Scale * FromWeights / Divisor) + code.Offset,
    };

    /// <summary>
    /// Planes that all count alike are more inputs of one binary layer: each plane of the codes once for each plane of the weights. It is one layer
    /// with the threshold behind it.
    /// </summary>
    private static Op OfRepeatedInputs(ImmutableArray<Op> bits, WeightPlanes planes, Constant weights, Func<Op, Constant, Op> layer)
    {
        int channels = weights.Type.Shape.Last, repeats = bits.Length * planes.Places.Length, pitch = channels * repeats;
        var inputs = bits.SelectMany(plane => Enumerable.Repeat(plane, planes.Places.Length)).Aggregate((left, right) => new Concat(left, right));
        var shape = new Shape([.. weights.Type.Shape.Extents.Take(weights.Type.Shape.Rank - 1), pitch]);
        var signs = BitTensor.FromPredicate(
            shape,
            i => planes.Bits.IsSet(weights.Value, (i / pitch * channels) + (i % channels), i % pitch / channels % planes.Places.Length));
        return layer(inputs, (Constant)new Constant(signs).NamedAs(weights));
    }

    private static Op Times(Op sums, int place) => place == 1 ? sums : new Multiply(sums, new Constant(Tensor.Of(new Shape(1), place)));

    private static Op Total(IEnumerable<Op> terms) => terms.Aggregate((left, right) => new Add(left, right));

    /// <summary>The planes of codes: c = (sum over k of Values_k * b_k + Constant) / Divisor with b_k = +1 or -1.</summary>
    private sealed record Places(ImmutableArray<Op> Bits, ImmutableArray<int> Values, int Constant, int Divisor)
    {
        private const int MostCode = 15;

        public static Places? OfCodes(AffineCode code)
        {
            if (code.Codes.Type.Element == ElementType.Bit)
                return new([code.Codes], [1], 0, 1);
            if (code.Range.Greatest is not (> 0 and <= MostCode))
                return null;

            // Two limits are two bits of the same place; more are those of a binary number, which change at each multiple of their place.
            int greatest = code.Range.Greatest;
            ImmutableArray<int[]> limits = greatest == 2
                ? [[1], [2]]
                : [.. Enumerable.Range(0, 4).Select(k => 1 << k).Where(place => place <= greatest)
                    .Select(place => Enumerable.Range(1, greatest / place).Select(i => i * place).ToArray())];
            ImmutableArray<int> values = greatest == 2 ? [1, 1] : [.. limits.Select((_, k) => 1 << k)];
            return new([.. limits.Select((ofBit, k) => Bit(code.Codes, ofBit, k))], values, values.Sum(), 2);
        }

        private static Op Bit(Op codes, int[] limits, int k) => new Threshold(
            codes,
            new Constant(Tensor.Of(new Shape(limits.Length, 1), ImmutableArray.Create(limits))),
            new Constant(BitTensor.FromPredicate(new(1), _ => false))).Named($"{codes.Name}_bit{NumberText.Of(k)}", codes.Origin);
    }

    /// <summary>
    /// The planes of weights: Divisor * q + e = sum over l of Places_l * v_l with v_l = +1 or -1, and e = 1 where <see cref="IsOdd"/>, else 0.
    /// Then the sum of the bits alone is taken off, which one more output of weights +1 computes.
    /// </summary>
    /// <param name="Bits">The bits of the weights, which are +1 and -1 here.</param>
    private sealed record WeightPlanes(CodedRows Bits)
    {
        public ImmutableArray<int> Places => Bits.Places;

        public int Divisor => 2 / Bits.Factor;

        public bool IsOdd => Bits is { Factor: 1, Places: not [1, 1] };

        public static WeightPlanes? Of(Constant weights) => CodedRows.Of(weights) is { } bits ? new(bits) : null;

        /// <summary>The planes as outputs, group by group: those of the first plane, of the next, and one of +1.</summary>
        public Constant Stacked(Constant weights, int groups)
        {
            int outputs = weights.Type.Shape[0] / groups, fanIn = weights.Type.Shape.ElementCount / weights.Type.Shape[0], rows = Rows(outputs);
            if (rows == outputs)
                return weights;
            var shape = new Shape([groups * rows, .. weights.Type.Shape.Extents.Skip(1)]);
            var signs = BitTensor.FromPredicate(shape, i =>
            {
                int row = i / fanIn % rows, plane = row / outputs;
                int source = (((i / fanIn / rows * outputs) + (row % outputs)) * fanIn) + (i % fanIn);
                return plane == Places.Length || Bits.IsSet(weights.Value, source, plane);
            });
            return (Constant)new Constant(signs).NamedAs(weights);
        }

        /// <summary>The sums of one plane, or behind the last those of the bits alone, for all outputs.</summary>
        public SelectChannels Select(Op sums, int plane, int outputs, int groups)
        {
            int ofGroup = outputs / groups, rows = Rows(ofGroup);
            var sources = Enumerable.Range(0, outputs)
                .Select(n => (n / ofGroup * rows) + (plane * ofGroup) + (plane == Places.Length ? 0 : n % ofGroup));
            var none = BitTensor.FromPredicate(new(outputs), _ => false);
            return new SelectChannels(sums, new Constant(Tensor.Of(new Shape(outputs), [.. sources])), new Constant(none));
        }

        private int Rows(int outputs) => (Places.Length * outputs) + (IsOdd ? 1 : 0);
    }
}
