// SPDX-License-Identifier: MIT
using System.Buffers.Binary;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>How large the sections of an object file are.</summary>
internal static class ElfSize
{
    private const int Allocated = 2, Executable = 4, NoBits = 8, ProgramBits = 1;

    /// <summary>Whether a file is an ELF object; the figures of others are not known.</summary>
    public static bool IsElf(ReadOnlySpan<byte> file) => file.Length >= 64 && file[..4].SequenceEqual("\u007FELF"u8);

    /// <summary>Bytes of code: allocated sections that are executed.</summary>
    public static int CodeBytes(ReadOnlySpan<byte> file) => Sum(file, (flags, _) => (flags & (Allocated | Executable)) == (Allocated | Executable));

    /// <summary>Bytes of constants: allocated sections that are neither executed nor written.</summary>
    public static int ConstantBytes(ReadOnlySpan<byte> file) =>
        Sum(file, (flags, type) => (flags & (Allocated | Executable | 1)) == Allocated && type == ProgramBits);

    /// <summary>Bytes of memory that would be written: allocated sections that are not read-only.</summary>
    public static int WritableBytes(ReadOnlySpan<byte> file) =>
        Sum(file, (flags, type) => (flags & Allocated) != 0 && ((flags & 1) != 0 || type == NoBits));

    private static int Sum(ReadOnlySpan<byte> file, Func<long, uint, bool> counts)
    {
        bool is64 = file[4] == 2, isLittle = file[5] == 1;
        int headers = (int)Word(file, is64 ? 40 : 32, is64, isLittle);
        int size = Half(file, is64 ? 58 : 46, isLittle), count = Half(file, is64 ? 60 : 48, isLittle);
        long total = 0;
        for (int i = 0; i < count; i++)
        {
            var header = file.Slice(headers + (i * size), size);
            uint type = (uint)Word(header, 4, false, isLittle);
            if (counts(Word(header, 8, is64, isLittle), type))
                total += Word(header, is64 ? 32 : 20, is64, isLittle);
        }

        return (int)total;
    }

    private static long Word(ReadOnlySpan<byte> bytes, int at, bool is64, bool isLittle) => (is64, isLittle) switch
    {
        (true, true) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]),
        (true, false) => BinaryPrimitives.ReadInt64BigEndian(bytes[at..]),
        (false, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]),
        (false, false) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]),
    };

    private static int Half(ReadOnlySpan<byte> bytes, int at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}
