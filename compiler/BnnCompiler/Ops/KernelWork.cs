// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// The least that a kernel has to do for one inference: a lower bound of its time, once the rates of a machine are known. Only the innermost
/// operations count. What a kernel does besides (finding active inputs, moving bits, comparing with limits, carrying beyond a block of 32 rows,
/// filling up registers) is what keeps it from the bound. It is counted on the ops of a packed graph, and says nothing about which kernel to choose.
/// </summary>
/// <param name="Operations">Operations on registers of 256 bits; 0 where no bound is known.</param>
/// <param name="Bytes">Bytes of weights, limits and lists that are read at least once.</param>
internal readonly record struct KernelWork(double Operations, double Bytes)
{
    /// <summary>Bytes of a register, and numbers of 32 bits in it.</summary>
    public const int RegisterBytes = 32, NumbersInRegister = 8;

    /// <summary>Planes of bits that a pixel is.</summary>
    public const int PlanesOfPixels = 8;

    /// <summary>Nothing is known.</summary>
    public static KernelWork Unknown => default;

    /// <summary>Seconds that it takes at least.</summary>
    /// <param name="operationsPerSecond">Operations of registers of 256 bits.</param>
    /// <param name="bytesPerSecond">From where the network's weights lie.</param>
    public double Seconds(double operationsPerSecond, double bytesPerSecond) => Math.Max(Operations / operationsPerSecond, Bytes / bytesPerSecond);

    /// <summary>The work of an op of a packed graph; of one that is no kernel's nothing is known.</summary>
    public static KernelWork Of(Op op, double? activeInputs = null) => op is KernelOp kernel ? kernel.Work(activeInputs) : Unknown;

    /// <summary>The bits, or bits of pixels, that a tensor holds.</summary>
    public static double BitsOf(Op input) =>
        (double)input.Type.Shape.ElementCount * (input.Type.Element == ElementType.UInt8 ? PlanesOfPixels : 1);

    /// <summary>Bytes of all constants that an op reads.</summary>
    public static double ConstantBytes(Op op) => op.Operands.OfType<Constant>().Distinct().Sum(constant => (double)constant.Type.ByteSize);

    /// <summary>Registers for a bit of each output.</summary>
    public static int Registers(int outputs) => (outputs + (8 * RegisterBytes) - 1) / (8 * RegisterBytes);
}
