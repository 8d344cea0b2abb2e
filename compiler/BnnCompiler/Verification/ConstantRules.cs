// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Verification;

/// <summary>Rules on constants.</summary>
internal static class ConstantRules
{
    /// <summary>Checks <c>constant-type</c>.</summary>
    public static void Verify(Constant constant)
    {
        bool fits = constant.Type == constant.Value.Type && (constant.Value is ExternalTensor || constant.Type.Element switch
        {
            ElementType.Bit => constant.Value is BitTensor,
            ElementType.Int8 => constant.Value is Tensor<sbyte>,
            ElementType.Int16 => constant.Value is Tensor<short>,
            ElementType.Int32 => constant.Value is Tensor<int>,
            ElementType.UInt8 => constant.Value is Tensor<byte>,
            _ => constant.Value is Tensor<float>,
        });
        if (!fits)
            throw Rule.Broken(constant, "constant-type", $"the values are not stored as elements of {constant.Type}");
    }
}
