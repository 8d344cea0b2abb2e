// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Tests.Algebra;

/// <summary>Machines that multiply by the base library, so that a test does not depend on what is installed.</summary>
internal static class Machines
{
    public static Machine OneThread { get; } = With(1);

    public static Machine With(int threads) => new(new(threads), new TensorProducts());
}
