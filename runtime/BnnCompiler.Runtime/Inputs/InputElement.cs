// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Inputs;

/// <summary>The number type of one input value, of a model or of a file.</summary>
public enum InputElement
{
    /// <summary>A pixel 0..255, one byte.</summary>
    UInt8,

    /// <summary>An IEEE 754 single, four bytes, little-endian.</summary>
    Float32,
}
