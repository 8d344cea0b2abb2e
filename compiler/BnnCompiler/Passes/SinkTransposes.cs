// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Passes;

/// <summary>
/// f(transpose(x)) becomes transpose(f(x)) for pointwise f, until the transpose meets its inverse in front of the next layer, or a flatten in
/// front of a dense layer, whose weights are reordered instead. What depends on inputs alone stays as <see cref="HoistTransposes"/> left it.
/// </summary>
internal sealed class SinkTransposes : RewriteRule
{
    /// <inheritdoc/>
    public override string Summary => "moves transposes behind pointwise ops, to cancel or into dense weights";

    /// <inheritdoc/>
    public override Stage Stage => Stage.Imported;

    /// <inheritdoc/>
    public override Op? Apply(Op op, DiagnosticLog log) => op switch
    {
        Transpose transpose => Simplified(transpose),
        Dense { Input: Reshape { Input: Transpose transpose } } dense when SumsInAnyOrder(dense) => OnTheSource(dense, transpose),
        PointwiseOp or Threshold => Behind(op),
        _ => null,
    };

    private static Op? Simplified(Transpose transpose)
    {
        var simplified = Transposition.Of(transpose.Input, transpose.Order);
        return simplified is Transpose { Input: var input } && input == transpose.Input ? null : simplified;
    }

    private static Op? Behind(Op step)
    {
        var transpose = step.Operands.OfType<Transpose>().FirstOrDefault(operand => !ReadsAnInput(operand));
        if (transpose is null || transpose.Type.Shape != step.Type.Shape || !Transposition.Allows(step))
            return null;
        var inverse = Transpose.Inverse(transpose.Order);
        var operands = step.Operands.Select(operand => operand is Constant constant
            ? Transposition.OfConstant(step, constant, inverse)
            : Transposition.Of(operand, inverse));
        return Transposition.Of(step.WithOperands([.. operands]).NamedAs(step), transpose.Order);
    }

    /// <summary>The dense layer on the elements in their order in front of the transpose.</summary>
    private static Dense OnTheSource(Dense dense, Transpose transpose)
    {
        var flat = new Reshape(transpose.Input, dense.Input.Type.Shape).NamedAs(dense.Input);
        int[] places = [.. Transpose.SourceIndices(transpose.Type.Shape, Transpose.Inverse(transpose.Order))];
        var shape = dense.Weights.Type.Shape;
        Tensor reordered = dense.Weights.Value is BitTensor bits
            ? BitTensor.FromPredicate(shape, i => bits.IsSet(Source(i)))
            : Tensor.Of(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(i => dense.Weights.Floats.Values[Source(i)])]);
        return new Dense(flat, new Constant(reordered).NamedAs(dense.Weights));

        int Source(int i) => (i / places.Length * places.Length) + places[i % places.Length];
    }

    /// <summary>
    /// Whether the layer's sums are exact, so that their order does not matter: behind another layer weights +-s read bits, or are refused.
    /// Sums of numbers are rounded at every term, in the order of the source.
    /// </summary>
    private static bool SumsInAnyOrder(Dense dense) => BinaryWeights.TryOf(dense.Weights) is not null && BinaryLayer.ReadsALayer(dense.Input);

    private static bool ReadsAnInput(Transpose transpose) => transpose.Input is Input or Reshape { Input: Input };
}
