    [ThreadStatic]
    private static ulong[]? s_together;

    /// <summary>Computes the scores of one input.</summary>
    public static void Run(ReadOnlySpan<byte> input, Span<float> scores)
    {
        if (input.Length != InputLength)
            throw new ArgumentException($"Found {input.Length} elements, expected {InputLength}.", nameof(input));
        if (scores.Length != ClassCount)
            throw new ArgumentException($"Found room for {scores.Length} scores, expected {ClassCount}.", nameof(scores));
        Span<ulong> arena = stackalloc ulong[2];

        // %fc1 = sliced_threshold(%image, Fc1Weights, Fc1Limits) : bit[1, 2]
        Span<ulong> fc1 = arena.Slice(0, 1);
        SlicedDense.Threshold(input, Fc1Weights, Fc1Limits, outputs: 2, fc1);

        ComputeScoresToScoresFloat(fc1, scores, arena);
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
        Span<ulong> arena = stackalloc ulong[2];
        Span<ulong> together = s_together ??= new ulong[Batch.MostTogether];

        // %fc1 = sliced_threshold(%image, Fc1Weights, Fc1Limits) : bit[1, 2]
        SlicedBatch.Threshold(inputs, pixelStride: InputLength, Fc1Weights, Fc1Limits, outputs: 2, together, outputStride: 1, count);

        for (int example = 0; example < count; example++)
        {
            Span<float> scores = results.Slice(example * ClassCount, ClassCount);
            Span<ulong> fc1 = together.Slice(example, 1);
            ComputeScoresToScoresFloat(fc1, scores, arena);
        }
    }

    /// <summary>What Run and RunTogether both do for an input, from %scores to %scores_float.</summary>
    private static void ComputeScoresToScoresFloat(ReadOnlySpan<ulong> fc1, Span<float> scores, Span<ulong> arena)
    {
        // %scores = xnor_dense(%fc1, ScoresWeights) {outputs=1} : int32[1, 1]
        Span<int> scores2 = MemoryMarshal.Cast<ulong, int>(arena.Slice(1, 1))[..1];
        XnorDense.Dot(fc1, ScoresWeights, fanIn: 2, scores2);

        // %scores_float = to_float(%scores) : float32[1, 1]
        for (int i = 0; i < 1; i++)
        {
            scores[i] = (float)scores2[i];
        }
    }

