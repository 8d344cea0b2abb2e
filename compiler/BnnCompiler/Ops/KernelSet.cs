// SPDX-License-Identifier: MIT
namespace BnnCompiler.Ops;

/// <summary>Which kernels the layers of a network get.</summary>
internal enum KernelSet
{
    /// <summary>XNOR and population count on words of 64 bits, whose lanes are eight outputs: for processors with wide registers.</summary>
    Interleaved,

    /// <summary>Bit-sliced counting of the rows of active inputs, in words of any size: for processors without a population count.</summary>
    Sliced,
}
