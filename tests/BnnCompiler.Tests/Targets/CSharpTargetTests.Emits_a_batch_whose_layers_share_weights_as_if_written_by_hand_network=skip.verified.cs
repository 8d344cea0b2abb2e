    [ThreadStatic]
    private static ulong[]? s_together;

    /// <summary>Computes the scores of one input.</summary>
    public static void Run(ReadOnlySpan<byte> input, Span<float> scores)
    {
        if (input.Length != InputLength)
            throw new ArgumentException($"Found {input.Length} elements, expected {InputLength}.", nameof(input));
        if (scores.Length != ClassCount)
            throw new ArgumentException($"Found room for {scores.Length} scores, expected {ClassCount}.", nameof(scores));
        Span<ulong> arena = stackalloc ulong[3];

        // %fc1 = sliced_threshold(%image, Fc1Weights, Fc1Limits) : bit[1, 3]
        Span<ulong> fc1 = arena.Slice(0, 1);
        SlicedDense.Threshold(input, Fc1Weights, Fc1Limits, outputs: 3, fc1);

        // %fc2 = sliced_threshold(%fc1, Fc2Weights, Fc2Limits) : bit[1, 2]
        Span<ulong> fc2 = arena.Slice(1, 1);
        SlicedDense.Threshold(fc1, rowLength: 3, Fc2Weights, Fc2Limits, outputs: 2, fc2);

        // %both = concat(%fc2, %fc1) : bit[1, 5]
        Span<ulong> both = arena.Slice(2, 1);
        Rearrange.ConcatBits(fc2, leftChannels: 2, fc1, rightChannels: 3, both);

        // %fc3 = sliced_threshold(%both, Fc3Weights, Fc3Limits) : bit[1, 2]
        Span<ulong> fc3 = arena.Slice(0, 1);
        SlicedDense.Threshold(both, rowLength: 5, Fc3Weights, Fc3Limits, outputs: 2, fc3);

        ComputeFc4ToScores(fc3, scores, arena);
    }

    /// <summary>Computes the scores of <paramref name="count"/> inputs that lie one behind the other.</summary>
    public static void RunBatch(ReadOnlySpan<byte> inputs, int count, Span<float> scores) => RunBatch(inputs, count, scores, degreeOfParallelism: 1);

    /// <summary>Computes the scores of <paramref name="count"/> inputs on up to <paramref name="degreeOfParallelism"/> threads; they are the same scores.</summary>
    public static void RunBatch(ReadOnlySpan<byte> inputs, int count, Span<float> scores, int degreeOfParallelism)
    {
        if (inputs.Length != (long)count * InputLength)
            throw new ArgumentException($"Found {inputs.Length} elements, expected {(long)count * InputLength}.", nameof(inputs));
        if (scores.Length != (long)count * ClassCount)
            throw new ArgumentException($"Found room for {scores.Length} scores, expected {(long)count * ClassCount}.", nameof(scores));
        Batch.Run(Run, RunTogether, inputs, scores, count, degreeOfParallelism);
    }

    /// <summary>Computes the scores of some inputs layer by layer: they share the weights of bit-sliced layers.</summary>
    private static void RunTogether(ReadOnlySpan<byte> inputs, int count, Span<float> results)
    {
        Span<ulong> arena = stackalloc ulong[3];
        Span<ulong> together = s_together ??= new ulong[3 * Batch.MostTogether];

        // %fc1 = sliced_threshold(%image, Fc1Weights, Fc1Limits) : bit[1, 3]
        SlicedBatch.Threshold(inputs, pixelStride: InputLength, Fc1Weights, Fc1Limits, outputs: 3, together, outputStride: 3, count);

        // %fc2 = sliced_threshold(%fc1, Fc2Weights, Fc2Limits) : bit[1, 2]
        SlicedBatch.Threshold(together, inputStride: 3, rowLength: 3, Fc2Weights, Fc2Limits, outputs: 2, together[1..], outputStride: 3, count);

        for (int example = 0; example < count; example++)
        {
            Span<ulong> fc2 = together.Slice((example * 3) + 1, 1);
            Span<ulong> fc1 = together.Slice(example * 3, 1);
            Span<ulong> both = together.Slice((example * 3) + 2, 1);

            // %both = concat(%fc2, %fc1) : bit[1, 5]
            Rearrange.ConcatBits(fc2, leftChannels: 2, fc1, rightChannels: 3, both);
        }

        // %fc3 = sliced_threshold(%both, Fc3Weights, Fc3Limits) : bit[1, 2]
        SlicedBatch.Threshold(together[2..], inputStride: 3, rowLength: 5, Fc3Weights, Fc3Limits, outputs: 2, together, outputStride: 3, count);

        for (int example = 0; example < count; example++)
        {
            Span<float> scores = results.Slice(example * ClassCount, ClassCount);
            Span<ulong> fc3 = together.Slice(example * 3, 1);
            ComputeFc4ToScores(fc3, scores, arena);
        }
    }

    /// <summary>What Run and RunTogether both do for an input, from %fc4 to %scores.</summary>
    private static void ComputeFc4ToScores(ReadOnlySpan<ulong> fc3, Span<float> scores, Span<ulong> arena)
    {
        // %fc4 = xnor_dense(%fc3, Fc4Weights) {outputs=2} : int32[1, 2]
        Span<int> fc4 = MemoryMarshal.Cast<ulong, int>(arena.Slice(1, 1))[..2];
        XnorDense.Dot(fc3, Fc4Weights, fanIn: 2, fc4);

        // %fc4_float = to_float(%fc4) : float32[1, 2]
        // %scores = mul(%fc4_float, ScoresFactors) : float32[1, 2]
        for (int i = 0; i < 2; i++)
        {
            float fc4Float = (float)fc4[i];
            scores[i] = fc4Float * ScoresFactors[i];
        }
    }

