// SPDX-License-Identifier: MIT
namespace BnnCompiler.Kernels;

/// <summary>Which kernels the layers of a network get.</summary>
internal enum KernelSet
{
    /// <summary>For each layer the kernel that <c>KernelCost</c> takes to be the fastest: for C#.</summary>
    Fastest,

    /// <summary>XNOR and population count on words of 64 bits, whose lanes are eight outputs, for every layer.</summary>
    Interleaved,

    /// <summary>Bit-sliced counting of the rows of active inputs, lanes are outputs, for every layer that has a threshold; for the others XNOR.</summary>
    ActiveRows,

    /// <summary>Bit-sliced counting of inputs under static weights, lanes are pixels, for every convolution that has a threshold; for the others XNOR.</summary>
    PixelLanes,

    /// <summary>Bit-sliced counting of active rows in words of any size, for sums too: for processors without wide registers, in C.</summary>
    Sliced,
}
