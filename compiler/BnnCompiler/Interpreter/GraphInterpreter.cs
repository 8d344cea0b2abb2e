// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Interpreter;

/// <summary>
/// The meaning of a graph: slow, obvious, right. Every kernel and every pass is tested against it. It runs graphs of all stages.
/// </summary>
internal static class GraphInterpreter
{
    /// <summary>The outputs of <paramref name="graph"/> for one example, in order.</summary>
    public static ImmutableArray<Tensor> Run(Graph graph, params ImmutableArray<Tensor> inputs)
    {
        var values = RunAll(graph, inputs);
        return [.. graph.Outputs.Select(output => values[output])];
    }

    /// <summary>The value of every op of <paramref name="graph"/> for one example.</summary>
    public static IReadOnlyDictionary<Op, Tensor> RunAll(Graph graph, ImmutableArray<Tensor> inputs) => RunAll(graph, inputs, Evaluate);

    /// <summary>The same, each op evaluated by <paramref name="evaluate"/> from its operands' values.</summary>
    public static IReadOnlyDictionary<Op, Tensor> RunAll(
        Graph graph, ImmutableArray<Tensor> inputs, Func<Op, ImmutableArray<Tensor>, Tensor> evaluate)
    {
        var values = new Dictionary<Op, Tensor>();
        for (int i = 0; i < graph.Inputs.Length; i++)
        {
            if (inputs[i].Type != graph.Inputs[i].Type)
                throw new ArgumentException($"Input {i} is {inputs[i].Type}; the graph expects {graph.Inputs[i].Type}.", nameof(inputs));
            values[graph.Inputs[i]] = inputs[i];
        }

        foreach (var op in graph.Ops)
        {
            if (!values.ContainsKey(op))
                values[op] = evaluate(op, [.. op.Operands.Select(operand => values[operand])]);
        }

        return values;
    }

    /// <summary>The value of one op on given operands.</summary>
    public static Tensor Evaluate(Op op, ImmutableArray<Tensor> operands) => op switch
    {
        Constant constant => constant.Value,
        Reshape => operands[0].Reshape(op.Type.Shape),
        Dense => DenseSums(operands[0], operands[1]),
        BinaryDense => Integers(op, n => Dot((BitTensor)operands[0], 0, (BitTensor)operands[1], n)),
        IntegerDense => SignedSums(op, operands[0], (BitTensor)operands[1]),
        FloatDense => Floats(op, n => OrderedSum(operands[0], k => operands[1][(n * operands[0].Type.Shape.Last) + k])),
        PointwiseOp pointwise => Pointwise(pointwise, operands),
        Threshold threshold => Thresholds(threshold, operands[0]),
        Quantize quantize => Codes(quantize, operands[0].ToNumbers()),
        Transpose transpose => Rearranged(op, operands[0], [.. Transpose.SourceIndices(operands[0].Type.Shape, transpose.Order)]),
        Concat => Concatenated(op, operands[0], operands[1]),
        SelectChannels select => Integers(op, i => Selected(select, (Tensor<int>)operands[0], i)),
        Rank rank => Integers(op, i => Ranked(rank, (Tensor<int>)operands[0], i)),
        Pad or Lookup or PoolOp => ImageInterpreter.Evaluate(op, operands),
        ConvolutionOp conv => ConvolutionInterpreter.Evaluate(conv, operands),
        KernelOp kernel => kernel.Evaluate(operands),
        _ => throw new NotSupportedException($"'{op.Kind.Mnemonic}' is not interpreted; add it to {nameof(GraphInterpreter)}."),
    };

    private static Tensor<float> DenseSums(Tensor input, Tensor weights)
    {
        int fanIn = input.Type.Shape.Last, outputs = weights.Type.Shape[0];
        if (SignBits.OfFactors(input, weights) is var (bits, signs))
            return Tensor.Of(new(1, outputs), [.. Enumerable.Range(0, outputs).Select(n => (float)Dot(bits, 0, signs, n))]);
        float[] sums = new float[outputs];
        var x = ((Tensor<float>)input).Values.AsSpan();
        double[] numbers = weights.ToNumbers();
        for (int n = 0; n < outputs; n++)
        {
            var weight = numbers.AsSpan(n * fanIn, fanIn);
            float sum = 0;
            for (int k = 0; k < weight.Length; k++)
                sum += x[k] * (float)weight[k];
            sums[n] = sum;
        }

        return Tensor.Of(new(1, outputs), ImmutableArray.Create(sums));
    }

    private static int Dot(BitTensor left, int leftRow, BitTensor right, int rightRow)
    {
        var a = left.Row(leftRow);
        var b = right.Row(rightRow);
        int differing = 0;
        for (int word = 0; word < a.Length; word++)
            differing += Bits.Count(a[word] ^ b[word]);
        return left.Type.Shape.Last - (2 * differing);
    }

    private static Tensor<int> SignedSums(Op op, Tensor input, BitTensor weights)
    {
        int[] numbers = Array.ConvertAll(input.ToNumbers(), number => (int)number);
        return Integers(op, n => SignedSum(numbers, weights.Row(n)));
    }

    private static int SignedSum(int[] input, ReadOnlySpan<ulong> signs)
    {
        int sum = 0;
        for (int k = 0; k < input.Length; k++)
            sum += (signs[k / 64] >> (k % 64) & 1) != 0 ? input[k] : -input[k];
        return sum;
    }

    /// <summary>(..((0 + s_0) + s_1) + ..) in float32, s_k = x_k or -x_k by the sign of k.</summary>
    public static float OrderedSum(Tensor input, Func<int, double> sign)
    {
        float sum = 0;
        for (int k = 0; k < input.Type.Shape.Last; k++)
        {
            float value = (float)input[k];
            sum += sign(k) > 0 ? value : -value;
        }

        return sum;
    }

    [MethodImpl(Optimized.AtFirstCall)]
    private static Tensor Pointwise(PointwiseOp op, ImmutableArray<Tensor> operands)
    {
        double[] results = new double[op.Type.Shape.ElementCount];
        double[] x = new double[operands.Length];
        double[][] numbers = [.. operands.Select(operand => operand.ToNumbers())];
        OperandForm[] forms = [.. operands.Select((_, operand) => op.FormOf(operand))];
        int channels = op.Type.Shape.Channels;
        for (int i = 0; i < results.Length; i++)
        {
            for (int operand = 0; operand < x.Length; operand++)
            {
                x[operand] = numbers[operand][forms[operand] switch
                {
                    OperandForm.Single => 0,
                    OperandForm.PerChannel => i % channels,
                    OperandForm.PerElement => i,
                    _ => op.OperandIndex(operand, i),
                }];
            }

            results[i] = PointwiseSemantics.Apply(op, x);
        }

        return Made(op, results);
    }

    private static BitTensor Thresholds(Threshold op, Tensor input)
    {
        var shape = op.Type.Shape;
        return BitTensor.FromPredicate(shape, i => op.Fires(input[i], i));
    }

    private static Tensor Codes(Quantize op, double[] input) => Made(op, i => op.CodeOf(input[i], i));

    /// <summary>The elements of a tensor at other places: element i of the result is element indices_i.</summary>
    private static Tensor Rearranged(Op op, Tensor input, int[] indices) => Made(op, i => input[indices[i]]);

    private static Tensor Concatenated(Op op, Tensor left, Tensor right)
    {
        int width = op.Type.Shape.Last, leftWidth = left.Type.Shape.Last, rightWidth = right.Type.Shape.Last;
        return Made(
            op, i => i % width < leftWidth ? left[(i / width * leftWidth) + (i % width)] : right[(i / width * rightWidth) + (i % width) - leftWidth]);
    }

    /// <summary>A negative is that of 32 bits: that of the least integer is itself.</summary>
    private static int Selected(SelectChannels op, Tensor<int> input, int index)
    {
        int channels = op.Type.Shape.Last, channel = index % channels;
        int value = input.Values[(index / channels * input.Type.Shape.Last) + op.Sources.Integers.Values[channel]];
        return op.Negated.Bits.IsSet(channel) ? unchecked(-value) : value;
    }

    private static int Ranked(Rank op, Tensor<int> sums, int index)
    {
        var table = op.Table.Value;
        int channel = index % op.Type.Shape.Channels;
        return (int)table[(channel * table.Type.Shape.Last) + op.ColumnOf(sums.Values[index])];
    }

    /// <summary>The tensor of an op from the numbers that are its elements.</summary>
    public static Tensor Made(Op op, Func<int, double> value)
    {
        double[] values = new double[op.Type.Shape.ElementCount];
        for (int i = 0; i < values.Length; i++)
            values[i] = value(i);
        return Made(op, values);
    }

    /// <summary>The tensor of an op from the numbers that are its elements, row-major.</summary>
    public static Tensor Made(Op op, double[] numbers)
    {
        var type = op.Type;
        ImmutableArray<T> Values<T>(Func<double, T> convert) => ImmutableArray.Create(Array.ConvertAll(numbers, number => convert(number)));
        return type.Element switch
        {
            ElementType.Bit => BitTensor.FromPredicate(type.Shape, i => numbers[i] > 0),
            ElementType.Int8 => new Tensor<sbyte>(type, Values(number => (sbyte)number)),
            ElementType.Int16 => new Tensor<short>(type, Values(number => (short)number)),
            ElementType.Int32 => new Tensor<int>(type, Values(number => unchecked((int)(long)number))),
            ElementType.UInt8 => new Tensor<byte>(type, Values(number => (byte)number)),
            _ => new Tensor<float>(type, Values(number => (float)number)),
        };
    }

    /// <summary>The tensor of an op whose elements are integers.</summary>
    public static Tensor<int> Integers(Op op, Func<int, int> value) => Tensor.Of(op.Type.Shape, Elements(op, value));

    /// <summary>The tensor of an op whose elements are floats.</summary>
    public static Tensor<float> Floats(Op op, Func<int, float> value) => Tensor.Of(op.Type.Shape, Elements(op, value));

    private static ImmutableArray<T> Elements<T>(Op op, Func<int, T> value)
    {
        var elements = ImmutableArray.CreateBuilder<T>(op.Type.Shape.ElementCount);
        for (int i = 0; i < op.Type.Shape.ElementCount; i++)
            elements.Add(value(i));
        return elements.MoveToImmutable();
    }
}
