// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// An op whose weights and limits lie as a kernel reads them. What interpreter, verifier, planner, targets and reports have to know about it, it says
/// itself, so that all of it stands in the folder of its family.
/// </summary>
internal abstract class KernelOp : Op
{
    private protected KernelOp(OpKind kind, TensorType type, params ImmutableArray<Op> operands)
        : base(kind, type, operands)
    {
    }

    /// <summary>
    /// The weights that the kernel takes as a table, so that they may lie in a file: no pass behind the choice of kernels, no planner and no target
    /// looks at their elements. Null if there are none.
    /// </summary>
    public virtual Constant? WeightTable => null;

    /// <summary>Bits that the kernel keeps of each weight, without padding.</summary>
    public virtual int WeightBits => WeightTable?.Type.Element switch { ElementType.Float32 => 32, ElementType.Int8 => 8, _ => 1 };

    /// <summary>
    /// Memory that the kernel works in, and that nobody needs before or after it: planes of bits, [planes, lanes], each in words of its own. Null if
    /// there is none, or where registers take its place.
    /// </summary>
    public virtual Shape? Scratch => null;

    /// <summary>The least that its kernel has to do for one inference.</summary>
    /// <param name="activeInputs">
    /// Bits that are 1 in what it reads, of the eight of each pixel where it reads pixels; null if that is not known: half of them then. Only kernels
    /// that skip the others ask.
    /// </param>
    public abstract KernelWork Work(double? activeInputs);

    /// <summary>Why a layer has this kernel, and why it is not one on bits where it is not: what a report says.</summary>
    public abstract string Reason { get; }

    /// <summary>Terms of each of its sums, away from a border; 0 where it sums nothing.</summary>
    public virtual int FanIn => 0;

    /// <summary>Its outputs, or those of a pixel, without padding; 0 where it sums nothing.</summary>
    public virtual int Outputs => 0;

    /// <summary>The greatest code that it makes; null where it makes no codes.</summary>
    public virtual int? GreatestCode => null;

    /// <summary>How the C# runtime's kernel is called; null where that has none.</summary>
    public virtual KernelCall? CSharpCall => null;

    /// <summary>How the C kernel is called; null where there is none.</summary>
    public virtual KernelCall? CCall => null;

    /// <summary>What it computes: slow, obvious, right. Every kernel is tested against it.</summary>
    /// <param name="operands">The values of its operands, in their order.</param>
    public abstract Tensor Evaluate(ImmutableArray<Tensor> operands);

    /// <summary>Checks what the kernel relies on and the constructor does not guarantee; an op that has no such thing says why.</summary>
    /// <exception cref="Diagnostics.DiagnosticException">BNN0004, naming the op, its place and the rule.</exception>
    public abstract void Verify();
}
