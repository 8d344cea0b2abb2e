// SPDX-License-Identifier: MIT
namespace BnnCompiler.Ops;

/// <summary>Which elements of a pointwise op an element of an operand serves.</summary>
internal enum OperandForm
{
    /// <summary>All of them: a single number.</summary>
    Single,

    /// <summary>Those of one channel: the operand has as many elements as the op has channels.</summary>
    PerChannel,

    /// <summary>The one at the same place.</summary>
    PerElement,

    /// <summary>Those along other axes; kernels have no index for it.</summary>
    Other,
}
