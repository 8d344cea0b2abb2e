// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Registers.Lanes;

/// <summary>Byte i is the number of ones of i: the table a byte shuffle looks the two halves of a byte up in.</summary>
internal static class OnesInNibbles
{
    /// <summary>0, 1, 1, 2, 1, 2, 2, 3 for the nibbles 0 to 7.</summary>
    public const ulong Low = 0x03_02_02_01_02_01_01_00;

    /// <summary>1, 2, 2, 3, 2, 3, 3, 4 for the nibbles 8 to 15: one more each.</summary>
    public const ulong High = 0x04_03_03_02_03_02_02_01;
}
