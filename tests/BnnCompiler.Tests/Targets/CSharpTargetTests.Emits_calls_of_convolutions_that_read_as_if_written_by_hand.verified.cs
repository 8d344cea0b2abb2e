        Span<ulong> arena = stackalloc ulong[9];

        // %pixels = transpose(%image) {order=0x2x3x1} : uint8[1, 3, 4, 1]
        Span<byte> pixels = MemoryMarshal.Cast<ulong, byte>(arena.Slice(6, 2))[..12];
        Rearrange.Transpose(input, extents: [1, 3, 4, 1], strides: [12, 4, 1, 12], pixels);

        // %conv1 = signed_conv_threshold(%pixels, Conv1Weights, Conv1Limits, Conv1Rows, Conv1Columns)
        //     {outputs=2, kernel=2x2, strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : bit[1, 2, 3, 2], from node 'Conv_1'
        Span<ulong> conv1 = arena.Slice(0, 6);
        SignedConvolution.Threshold(
            pixels,
            new(Height: 3, Width: 4, KernelHeight: 2, KernelWidth: 2, OutputHeight: 2, OutputWidth: 3),
            Conv1Weights, outputs: 2, Conv1Limits, Conv1Rows, Conv1Columns, conv1);

        // %pool1 = bit_pool(%conv1, Pool1All)
        //     {kernel=2x1, strides=2x1, pads=0x0x0x0, dilations=1x1} : bit[1, 1, 3, 2], from node 'MaxPool_2'
        Span<ulong> pool1 = arena.Slice(6, 3);
        ImagePool.AnyOrAll(
            conv1,
            new(Height: 2, Width: 3, KernelHeight: 2, KernelWidth: 1, OutputHeight: 1, OutputWidth: 3, StrideY: 2),
            Pool1All, pool1);

        // %conv2 = xnor_conv_threshold(%pool1, Conv2Weights, Conv2Limits, Conv2Rows, Conv2Columns)
        //     {outputs=2, kernel=1x3, strides=1x1, pads=0x1x0x1, dilations=1x1, groups=1} : bit[1, 1, 3, 2], from node 'Conv_3'
        Span<ulong> conv2 = arena.Slice(0, 3);
        XnorConvolution.Threshold(
            pool1,
            new(Height: 1, Width: 3, KernelHeight: 1, KernelWidth: 3, OutputHeight: 1, OutputWidth: 3, Left: 1),
            Conv2Weights, Conv2Limits, Conv2Rows, Conv2Columns, conv2);

        // %conv3 = grouped_xnor_conv(%conv2, Conv3Weights, Conv3Masks, Conv3Starts)
        //     {outputs=2, kernel=1x2, strides=1x1, pads=0x0x0x0, dilations=1x1, groups=2} : int32[1, 1, 2, 2]
        Span<int> conv3 = MemoryMarshal.Cast<ulong, int>(arena.Slice(3, 2))[..4];
        GroupedXnorConvolution.Dot(
            conv2,
            new(Height: 1, Width: 3, KernelHeight: 1, KernelWidth: 2, OutputHeight: 1, OutputWidth: 2),
            Conv3Weights, Conv3Masks, Conv3Starts, fanInPerTap: 1, conv3);

        // %sign3 = threshold(%conv3, Sign3Limits, Sign3Flips) : bit[1, 1, 2, 2]
        Span<ulong> sign3 = arena.Slice(0, 2);
        Binarize.Parity(conv3, Sign3Limits, rules: 2, Sign3Flips, rowLength: 2, sign3);

        // %class = xnor_dense(%sign3, ClassWeights) {outputs=1} : int32[1, 1], from node 'MatMul_4'
        Span<int> class2 = MemoryMarshal.Cast<ulong, int>(arena.Slice(2, 1))[..1];
        XnorDense.Dot(sign3, ClassWeights, fanIn: 4, class2);

        // %scores = to_float(%class) : float32[1, 1]
        for (int i = 0; i < 1; i++)
        {
            scores[i] = (float)class2[i];
        }