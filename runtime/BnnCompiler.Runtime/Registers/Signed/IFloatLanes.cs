// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Registers.Signed;

/// <summary>A register of float32 sums, one lane per output. Turning its top bit over negates a float.</summary>
internal interface IFloatLanes<TSelf> : ISignedLanes<TSelf, float> where TSelf : struct, IFloatLanes<TSelf>
{
    /// <summary>Adds value times weight to every lane; the product is rounded, then the sum, so this is no fused multiply-add.</summary>
    static abstract TSelf AddProduct(TSelf sums, TSelf value, ref readonly float weights);
}
