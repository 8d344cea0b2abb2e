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

        // %sign0 = threshold(%image_2, 128, -1) : bit[1, 4]
        Span<ulong> sign0 = arena.Slice(0, 1);
        Binarize.AtLeast(input, 128, sign0);

        // %fc1 = sliced_threshold(%sign0, Fc1Weights, Fc1Limits) : bit[1, 2], from node 'MatMul_4'
        Span<ulong> fc1 = arena.Slice(2, 1);
        SlicedDense.Threshold(sign0, rowLength: 4, Fc1Weights, Fc1Limits, outputs: 2, fc1);

        ComputeClassToScores(fc1, scores, arena);
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
        Span<ulong> together = s_together ??= new ulong[2 * Batch.MostTogether];

        for (int example = 0; example < count; example++)
        {
            ReadOnlySpan<byte> input = inputs.Slice(example * InputLength, InputLength);
            Span<ulong> sign0 = together.Slice(example * 2, 1);

            // %sign0 = threshold(%image_2, 128, -1) : bit[1, 4]
            Binarize.AtLeast(input, 128, sign0);
        }

        // %fc1 = sliced_threshold(%sign0, Fc1Weights, Fc1Limits) : bit[1, 2], from node 'MatMul_4'
        SlicedBatch.Threshold(together, inputStride: 2, rowLength: 4, Fc1Weights, Fc1Limits, outputs: 2, together[1..], outputStride: 2, count);

        for (int example = 0; example < count; example++)
        {
            Span<float> scores = results.Slice(example * ClassCount, ClassCount);
            Span<ulong> fc1 = together.Slice((example * 2) + 1, 1);
            ComputeClassToScores(fc1, scores, arena);
        }
    }

    /// <summary>What Run and RunTogether both do for an input, from %class to %scores.</summary>
    private static void ComputeClassToScores(ReadOnlySpan<ulong> fc1, Span<float> scores, Span<ulong> arena)
    {
        // %class = xnor_dense(%fc1, ClassWeights) {outputs=3} : int32[1, 3], from node 'MatMul_7'
        Span<int> class2 = MemoryMarshal.Cast<ulong, int>(arena.Slice(0, 2))[..3];
        XnorDense.Dot(fc1, ClassWeights, fanIn: 2, class2);

        // %class_float = to_float(%class) : float32[1, 3], from node 'MatMul_7'
        // %scores = mul(%class_float, ScoresFactors) : float32[1, 3]
        for (int i = 0; i < 3; i++)
        {
            float classFloat = (float)class2[i];
            scores[i] = classFloat * ScoresFactors[i];
        }
    }

