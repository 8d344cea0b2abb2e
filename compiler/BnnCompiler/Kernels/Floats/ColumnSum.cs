// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Floats;

/// <summary>
/// <see cref="FloatDense"/> with its weights transposed, so that the lanes of a vector are outputs and each input is loaded once; the order of
/// summation, ascending k, is the same. <c>%sum = column_sum(%x, %w) : float32[1, 64]</c> with x: float32[1, K], w: bit[K, N].
/// </summary>
internal sealed class ColumnSum : KernelOp
{
    /// <summary>The catalogue entry.</summary>
    public static readonly OpKind KindOf = new("column_sum", 2, Stage.Packed, Stage.Packed, a => new ColumnSum(a[0], a[1]));

    /// <summary>Adds up <paramref name="input"/> under the signs <paramref name="weights"/>.</summary>
    public ColumnSum(Op input, Op weights)
        : base(
            KindOf,
            new(ElementType.Float32, new(1, weights.Type.Shape.Last)),
            input.OfElement("input", ElementType.Float32),
            weights.OfElement("weights", ElementType.Bit).AsConstant("weights").OfShape("weights", new(input.FanIn(), weights.Type.Shape.Last)))
    {
    }

    /// <summary>float32[1, K].</summary>
    public Op Input => Operands[0];

    /// <summary>bit[K, N].</summary>
    public Constant Weights => (Constant)Operands[1];

    /// <inheritdoc/>
    public override int FanIn => Input.Type.Shape.Last;

    /// <inheritdoc/>
    public override int Outputs => Type.Shape.Last;

    /// <inheritdoc/>
    public override string Reason => FloatSums.Reason(this);

    /// <inheritdoc/>
    public override KernelCall? CSharpCall => new("FloatDense.Sum", CallArgument.Of("weights", Weights));

    /// <inheritdoc/>
    public override KernelCall? CCall => new("column_sum",
        CallArgument.Of("count", Input.Type.Shape.Last), CallArgument.Of("weights", Weights), CallArgument.Of("outputs", Type.Shape.Last));

    /// <inheritdoc/>
    public override KernelWork Work(double? activeInputs) =>
        new((double)Input.Type.Shape.ElementCount * Type.Shape.Last / KernelWork.NumbersInRegister, KernelWork.ConstantBytes(this));

    /// <inheritdoc/>
    public override Tensor Evaluate(ImmutableArray<Tensor> operands) =>
        GraphInterpreter.Floats(this, n => GraphInterpreter.OrderedSum(operands[0], k => operands[1][(k * Type.Shape.Last) + n]));

    /// <summary>Every weight is a term of a sum of floats, none is padding.</summary>
    public override void Verify()
    {
    }
}
