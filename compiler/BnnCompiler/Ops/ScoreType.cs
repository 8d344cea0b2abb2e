// SPDX-License-Identifier: MIT
namespace BnnCompiler.Ops;

/// <summary>What a network returns for each class.</summary>
internal enum ScoreType
{
    /// <summary>The scores of the model file, in float32.</summary>
    Float32,

    /// <summary>Integers with the same argmax, or a refusal: no float is computed behind the last layer.</summary>
    Int32,
}
