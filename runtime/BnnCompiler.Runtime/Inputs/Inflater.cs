// SPDX-License-Identifier: MIT
namespace BnnCompiler.Runtime.Inputs;

/// <summary>
/// Decompresses deflate data (RFC 1951), what gzip and PNG contain. Our own because it stops at a given length, notices every truncation,
/// and spares a native program the 140 KB that System.IO.Compression would add to it.
/// </summary>
internal ref struct Inflater
{
    private const int MaximumCodeLength = 15;
    private const int EndOfBlock = 256;

    private readonly ReadOnlySpan<byte> _input;
    private readonly int _limit;
    private byte[] _output;
    private int _outputLength;
    private int _inputAt;
    private ulong _bits;
    private int _bitCount;

    private Inflater(ReadOnlySpan<byte> input, int limit)
    {
        _input = input;
        _limit = limit;
        _output = new byte[Math.Min(limit, 4096)];
    }

    // The order in which a dynamic block gives the lengths of the code length code.
    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static ReadOnlySpan<ushort> LengthStart =>
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static ReadOnlySpan<byte> LengthBits => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static ReadOnlySpan<ushort> DistanceStart =>
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ];

    /// <summary>
    /// The decompressed bytes and, in <paramref name="consumed"/>, the length of the compressed ones; where there are more than
    /// <paramref name="limit"/>, only the first of them, and <paramref name="consumed"/> is -1.
    /// </summary>
    /// <exception cref="InvalidDataException">The data is damaged or cut off.</exception>
    public static byte[] Decompress(ReadOnlySpan<byte> input, int limit, out int consumed)
    {
        var inflater = new Inflater(input, limit);
        bool complete = inflater.ReadBlocks();
        Array.Resize(ref inflater._output, inflater._outputLength);
        consumed = complete ? inflater._inputAt - (inflater._bitCount / 8) : -1;
        return inflater._output;
    }

    private bool ReadBlocks()
    {
        bool last;
        do
        {
            last = Take(1) == 1;
            bool more = Take(2) switch
            {
                0 => CopyStored(),
                1 => ReadBlock(FixedLiterals(), FixedDistances()),
                2 => ReadDynamicBlock(),
                _ => throw Damaged(),
            };
            if (!more)
                return false;
        }
        while (!last);
        return true;
    }

    private static InvalidDataException Damaged() => new();

    private static ushort[] FixedLiterals()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        return BuildTable(lengths);
    }

    private static ushort[] FixedDistances()
    {
        Span<byte> lengths = stackalloc byte[32];
        lengths.Fill(5);
        return BuildTable(lengths);
    }

    /// <summary>
    /// For every value of the next 15 bits, the symbol whose code they begin with, times 16, plus the code's length; 0 where there is none.
    /// Codes are canonical: those of one length are consecutive, and the first follows the last of the length before, times two.
    /// </summary>
    private static ushort[] BuildTable(ReadOnlySpan<byte> lengths)
    {
        ushort[] table = new ushort[1 << MaximumCodeLength];
        int code = 0;
        for (int length = 1; length <= MaximumCodeLength; length++)
        {
            code <<= 1;
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] != length)
                    continue;
                if (code >= 1 << length)
                    throw Damaged(); // more codes than the length has room for
                for (int at = Reverse(code++, length); at < table.Length; at += 1 << length)
                    table[at] = (ushort)((symbol << 4) | length);
            }
        }

        return table;
    }

    /// <summary>The code's bits in the order in which the data gives them, the first one lowest.</summary>
    private static int Reverse(int code, int length)
    {
        int reversed = 0;
        for (int bit = 0; bit < length; bit++)
            reversed |= ((code >> bit) & 1) << (length - 1 - bit);
        return reversed;
    }

    private bool CopyStored()
    {
        Take(_bitCount % 8);
        int length = Take(16);
        if (length != (Take(16) ^ 0xFFFF))
            throw Damaged();
        for (int i = 0; i < length; i++)
        {
            if (!Append((byte)Take(8)))
                return false;
        }

        return true;
    }

    private bool ReadDynamicBlock()
    {
        int literals = Take(5) + 257;
        int distances = Take(5) + 1;
        int lengthCodes = Take(4) + 4;
        Span<byte> lengths = stackalloc byte[19];
        lengths.Clear();
        for (int i = 0; i < lengthCodes; i++)
            lengths[LengthOrder[i]] = (byte)Take(3);
        ushort[] lengthTable = BuildTable(lengths);

        Span<byte> all = stackalloc byte[288 + 32];
        all.Clear();
        for (int i = 0; i < literals + distances;)
        {
            int symbol = Decode(lengthTable);
            (byte value, int repeat) = symbol switch
            {
                < 16 => ((byte)symbol, 1),
                16 when i > 0 => (all[i - 1], 3 + Take(2)),
                17 => ((byte)0, 3 + Take(3)),
                18 => ((byte)0, 11 + Take(7)),
                _ => throw Damaged(),
            };
            if (i + repeat > literals + distances)
                throw Damaged();
            all.Slice(i, repeat).Fill(value);
            i += repeat;
        }

        return ReadBlock(BuildTable(all[..literals]), BuildTable(all.Slice(literals, distances)));
    }

    private bool ReadBlock(ushort[] literals, ushort[] distances)
    {
        while (true)
        {
            int symbol = Decode(literals);
            if (symbol == EndOfBlock)
                return true;
            if (symbol < EndOfBlock)
            {
                if (!Append((byte)symbol))
                    return false;
                continue;
            }

            int lengthCode = symbol - EndOfBlock - 1;
            if (lengthCode >= LengthStart.Length)
                throw Damaged();
            int length = LengthStart[lengthCode] + Take(LengthBits[lengthCode]);
            int distanceCode = Decode(distances);
            if (distanceCode >= DistanceStart.Length)
                throw Damaged();
            int distance = DistanceStart[distanceCode] + Take(Math.Max(0, (distanceCode / 2) - 1));
            if (distance > _outputLength)
                throw Damaged();
            // Byte by byte: the copy may overlap itself, which repeats a pattern.
            for (int i = 0; i < length; i++)
            {
                if (!Append(_output[_outputLength - distance]))
                    return false;
            }
        }
    }

    private int Decode(ushort[] table)
    {
        Refill();
        int entry = table[(int)_bits & (table.Length - 1)];
        int length = entry & 15;
        if (length == 0 || length > _bitCount)
            throw Damaged();
        _bits >>= length;
        _bitCount -= length;
        return entry >> 4;
    }

    private int Take(int count)
    {
        Refill();
        if (count > _bitCount)
            throw Damaged();
        int value = (int)(_bits & ((1UL << count) - 1));
        _bits >>= count;
        _bitCount -= count;
        return value;
    }

    private void Refill()
    {
        while (_bitCount <= 56 && _inputAt < _input.Length)
        {
            _bits |= (ulong)_input[_inputAt++] << _bitCount;
            _bitCount += 8;
        }
    }

    private bool Append(byte value)
    {
        if (_outputLength == _output.Length)
        {
            if (_outputLength == _limit)
                return false;
            Array.Resize(ref _output, (int)Math.Min(_limit, 2L * _outputLength));
        }

        _output[_outputLength++] = value;
        return true;
    }
}
