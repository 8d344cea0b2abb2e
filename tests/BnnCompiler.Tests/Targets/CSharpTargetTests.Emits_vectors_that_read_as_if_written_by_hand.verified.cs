    /// <summary>Computes %sum, as many elements at a time as a register holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeSum(ReadOnlySpan<ulong> bits, ReadOnlySpan<float> input, Span<float> sum)
    {
        for (int row = 0; row < 4; row++)
        {
            for (int next = 0; next < 18; next += Vector<float>.Count)
            {
                int channel = Math.Min(next, 18 - Vector<float>.Count);
                int i = (row * 18) + channel;
                Vector<float> signs = Pointwise.Signs(bits[row..], channel);
                Vector<float> scaled = signs * new Vector<float>(ScaledFactors[channel..]);
                var result = scaled + new Vector<float>(input[i..]);
                result.CopyTo(sum[i..]);
            }
        }
    }

    /// <summary>Computes %y, as many elements at a time as a register holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeY(ReadOnlySpan<float> sum, Span<float> scores)
    {
        for (int next = 0; next < 72; next += Vector<float>.Count)
        {
            int i = Math.Min(next, 72 - Vector<float>.Count);
            Vector<float> halved = new Vector<float>(sum[i..]) * new Vector<float>(0.5f);
            var result = Pointwise.Clip(halved, -1f, 1f);
            result.CopyTo(scores[i..]);
        }
    }
}
