// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace BnnCompiler.IR;

/// <summary>
/// A file of weights beside a packed graph, which the generated code embeds as a resource. It starts with a header of <see cref="Alignment"/> bytes
/// (<c>BNNW</c>, the version 1 as 32 bits, the fingerprint as 64 bits, zeros; little-endian); behind it the tensors follow, each from a multiple of
/// <see cref="Alignment"/>.
/// </summary>
/// <param name="Name">The resource's logical name.</param>
/// <param name="Length">Bytes, the header included.</param>
/// <param name="Fingerprint">
/// The first 64 bits of the SHA-256 of what follows the header: code and weights of two builds never meet unnoticed.
/// </param>
internal sealed record WeightsFile(string Name, int Length, ulong Fingerprint)
{
    /// <summary>Bytes of the header, and of what the offset of a tensor is a multiple of: a cache line.</summary>
    public const int Alignment = 64;

    /// <summary>A file of tensors that are already padded to multiples of <see cref="Alignment"/>.</summary>
    public static (WeightsFile File, ImmutableArray<byte> Content) Create(string name, byte[] tensors)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(tensors);
        byte[] hash = sha256.GetHashAndReset();
        ulong fingerprint = 0;
        for (int i = 7; i >= 0; i--)
            fingerprint = (fingerprint << 8) | hash[i];

        byte[] header = new byte[Alignment];
        "BNNW"u8.CopyTo(header);
        header[4] = 1;
        hash.AsSpan(0, 8).CopyTo(header.AsSpan(8));
        return (new(name, Alignment + tensors.Length, fingerprint), [.. header, .. tensors]);
    }
}
