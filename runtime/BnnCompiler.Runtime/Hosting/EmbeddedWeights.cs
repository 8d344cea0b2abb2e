// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BnnCompiler.Runtime;

/// <summary>
/// The weights that a generated class has as an embedded resource of its assembly: a header of 64 bytes (<c>BNNW</c>, version 1, fingerprint), then
/// the tables, each from a multiple of 64. They are copied once, for where a resource starts nothing is promised, and kernels read whole cache lines.
/// </summary>
public sealed unsafe class EmbeddedWeights
{
    private const int HeaderLength = 64;
    private const nuint Alignment = 64;

    // "BNNW" and the version.
    private const ulong HeaderStart = 0x1_574E_4E42;

    // Never freed: it lives as long as the static field of the generated class that holds it.
    private readonly byte* _content;
    private readonly int _length;

    private EmbeddedWeights(byte* content, int length)
    {
        _content = content;
        _length = length;
    }

    /// <summary>Loads the resource called <paramref name="name"/>.</summary>
    /// <param name="assembly">The assembly of the generated class.</param>
    /// <param name="name">The logical name of the resource.</param>
    /// <param name="length">Its bytes, the header included.</param>
    /// <param name="fingerprint">What its header has to say, so that code never runs on the weights of another build.</param>
    /// <exception cref="InvalidOperationException">There is no such resource, or it belongs to another build of the model.</exception>
    public static EmbeddedWeights Load(Assembly assembly, string name, int length, ulong fingerprint)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(name);
        using var resource = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException(
                $"Found no embedded resource '{name}' in {assembly.GetName().Name}; "
                + "embed the file of weights that was generated with the code under that name.");
        if (resource.Length != length)
            throw Mismatch(name, $"{resource.Length} bytes", $"{length}");

        byte* content = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(length, HeaderLength), Alignment);
        resource.ReadExactly(new Span<byte>(content, length));
        if (length < HeaderLength || Unsafe.ReadUnaligned<ulong>(content) != HeaderStart || Unsafe.ReadUnaligned<ulong>(content + 8) != fingerprint)
        {
            NativeMemory.AlignedFree(content);
            throw Mismatch(name, "another header", $"the fingerprint {fingerprint:X16}");
        }

        return new(content, length);
    }

    /// <summary>A table of <paramref name="count"/> elements.</summary>
    /// <param name="offset">Its first byte, a multiple of 64.</param>
    /// <param name="count">Its elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table does not lie in the resource.</exception>
    public ReadOnlySpan<T> Span<T>(int offset, int count)
        where T : unmanaged
    {
        if (offset < 0 || count < 0 || offset > _length || count > (_length - offset) / sizeof(T))
            throw new ArgumentOutOfRangeException(nameof(offset), $"Found {count} elements at {offset}; the weights have {_length} bytes.");
        return new(_content + offset, count);
    }

    private static InvalidOperationException Mismatch(string name, string found, string expected) =>
        new(
            $"The embedded resource '{name}' has {found}; expected {expected}. "
            + "It belongs to another build of the model: generate code and weights together, and rebuild.");
}
