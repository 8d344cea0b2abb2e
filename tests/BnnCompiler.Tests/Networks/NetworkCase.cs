// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>A network and inputs to compare it on.</summary>
public sealed record NetworkCase(DenseNetwork Network, float[][] Examples);
