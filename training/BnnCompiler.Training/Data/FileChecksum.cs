// SPDX-License-Identifier: MIT
using System.Security.Cryptography;

namespace BnnCompiler.Training.Data;

/// <summary>
/// The checksum of a published file, of its content when unpacked: the gzip files of one dataset differ from place to place by how they were packed.
/// It tells a changed copy from the original; it is no protection against an attacker, for which MD5 would not do.
/// </summary>
/// <param name="Algorithm">SHA-256, or MD5 where nothing else is published.</param>
/// <param name="Digits">Hexadecimal, in lower case.</param>
public sealed record FileChecksum(string Algorithm, string Digits)
{
    /// <summary>A SHA-256.</summary>
    public static FileChecksum Sha256(string digits) => new("SHA-256", digits);

    /// <summary>An MD5.</summary>
    public static FileChecksum Md5(string digits) => new("MD5", digits);

    /// <summary>The checksum of some content by the same algorithm.</summary>
#pragma warning disable CA5351 // No attacker is to be kept out, see above.
    internal FileChecksum Of(byte[] content) =>
        this with { Digits = Convert.ToHexStringLower(Algorithm == "MD5" ? MD5.HashData(content) : SHA256.HashData(content)) };
#pragma warning restore CA5351

    /// <summary>For example MD5 803d5f7f4d78ea53de84dbe85f74fb6d.</summary>
    public override string ToString() => $"{Algorithm} {Digits}";
}
