// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BnnCompiler.Runtime.Tests.Hosting;

/// <summary>Weights come out of a resource as they went in, and no others do.</summary>
public class EmbeddedWeightsTests
{
    private const ulong Fingerprint = 0x8877665544332211;

    [Fact]
    public void Tables_are_what_the_resource_holds()
    {
        var weights = EmbeddedWeights.Load(new Resource(Content()), "w", 192, Fingerprint);
        Assert.Equal([0x4746454443424140, 0x4F4E4D4C4B4A4948], weights.Span<ulong>(64, 2).ToArray());
        Assert.Equal([0x8180, 0x8382], weights.Span<ushort>(128, 2).ToArray().Select(value => (int)value));
        Assert.Equal(128, weights.Span<byte>(64, 128).Length);
    }

    [Fact]
    public void Tables_start_at_cache_lines()
    {
        var weights = EmbeddedWeights.Load(new Resource(Content()), "w", 192, Fingerprint);
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref MemoryMarshal.GetReference(weights.Span<byte>(64, 1)));
        Assert.Equal(0, address % 64);
    }

    [Theory]
    [InlineData(-64, 1)]
    [InlineData(64, -1)]
    [InlineData(192, 1)]
    [InlineData(193, 0)]
    [InlineData(64, 17)]
    [InlineData(64, int.MaxValue)]
    public void A_table_lies_in_the_resource(int offset, int count)
    {
        var weights = EmbeddedWeights.Load(new Resource(Content()), "w", 192, Fingerprint);
        Assert.Throws<ArgumentOutOfRangeException>(() => weights.Span<ulong>(offset, count).Length);
    }

    [Theory]
    [InlineData(191, Fingerprint, "192 bytes; expected 191")]
    [InlineData(192, Fingerprint + 1, "the fingerprint 8877665544332212")]
    public void Another_build_is_refused(int length, ulong fingerprint, string expected)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => EmbeddedWeights.Load(new Resource(Content()), "w", length, fingerprint));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Contains("rebuild", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_file_is_refused()
    {
        byte[] content = Content();
        content[4]++;
        Assert.Throws<InvalidOperationException>(() => EmbeddedWeights.Load(new Resource(content), "w", 192, Fingerprint));
        Assert.Throws<InvalidOperationException>(() => EmbeddedWeights.Load(new Resource([1, 2, 3]), "w", 3, 0));
    }

    [Fact]
    public void A_missing_resource_is_named()
    {
        var fault = Assert.Throws<InvalidOperationException>(
            () => EmbeddedWeights.Load(typeof(EmbeddedWeightsTests).Assembly, "bnn.none.weights", 192, 0));
        Assert.Contains("'bnn.none.weights'", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>The header, then the bytes 64 to 191.</summary>
    private static byte[] Content() =>
        [.. "BNNW\x1\0\0\0"u8, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, .. new byte[48], .. Enumerable.Range(64, 128).Select(i => (byte)i)];

    private sealed class Resource(byte[] content) : Assembly
    {
        public override Stream? GetManifestResourceStream(string name) => name == "w" ? new MemoryStream(content) : null;
    }
}
