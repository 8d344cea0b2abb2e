// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Layers with weights, and batch normalization.</summary>
internal static class Layers
{
    /// <summary>x W, with x one row of K features and W: [K, N].</summary>
    public static Value MatMul(NodeImport node) => new TensorValue(MatMul(node, node.Float(0), Weights(node)));

    /// <summary>The sums of <see cref="MatMul(NodeImport)"/> of other operands than the node's own.</summary>
    public static Op MatMul(NodeImport node, Op x, Constant weights)
    {
        var shape = weights.Type.Shape;
        if (shape.Rank == 0 || x.Type.Shape.Rank == 0)
            throw node.Invalid($"{node.OpType} multiplies tensors; a single number is found");
        bool isColumn = shape.Rank == 1;
        int inputs = isColumn ? shape[0] : shape[shape.Rank - 2], outputs = isColumn ? 1 : shape.Last;
        if ((long)inputs * outputs != shape.ElementCount)
            throw node.Unsupported($"the weights of {node.OpType} are {weights.Type}; one matrix is expected, not a stack of them");
        var matrix = (Constant)node.Reshaped(weights, new(inputs, outputs));
        var sums = Dense(node, x, (Constant)node.Context.Constants.Transpose(matrix, node.Origin));
        return node.Reshaped(sums, ResultShape(x.Type.Shape, shape));
    }

    /// <summary>alpha x W' + beta c, with W' either W or its transpose.</summary>
    public static Value Gemm(NodeImport node)
    {
        if (node.Int("transA", 0) != 0)
            throw node.Unsupported("Gemm has transA=1; the compiled network computes one row at a time, so only transA=0 is supported");
        bool isTransposed = node.Int("transB", 0) != 0;
        float alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        var weights = Weights(node);
        if (weights.Type.Shape.Rank != 2)
            throw node.Invalid($"the weights of Gemm are {weights.Type}; a matrix is expected");
        var sums = Dense(node, node.Float(0), isTransposed ? weights : (Constant)node.Context.Constants.Transpose(weights, node.Origin));
        if (alpha != 1)
            sums = node.Add(new Multiply(sums, Constants.Scalar(alpha)));
        if (!node.Has(2))
            return new TensorValue(sums);

        var bias = node.Float(2);
        if (beta != 1)
            bias = node.Add(new Multiply(bias, Constants.Scalar(beta)));
        var result = node.Add(new Add(sums, bias));
        return result.Type == sums.Type
            ? new TensorValue(result)
            : throw node.Invalid($"the bias of Gemm is {bias.Type}; it cannot be broadcast to {sums.Type}");
    }

    /// <summary>Inference only: the statistics are constants.</summary>
    public static Value BatchNormalization(NodeImport node)
    {
        float epsilon = node.Float("epsilon", 1e-5f);
        if (node.Int("training_mode", 0) != 0)
            throw node.Unsupported("BatchNormalization has training_mode=1; export the model in evaluation mode");
        if (node.Int("spatial", 1) != 1)
            throw node.Unsupported("BatchNormalization has spatial=0; statistics per channel are expected");
        node.Ignore("momentum");

        Constant scale = node.Constant(1, "the scale"), bias = node.Constant(2, "the bias");
        Constant mean = node.Constant(3, "the mean"), variance = node.Constant(4, "the variance");
        CheckStatistics(node, epsilon, scale, bias, mean, variance);
        return new TensorValue(Normalized(node, x => new BatchNorm(x, scale, bias, mean, variance, epsilon)));
    }

    /// <summary>The constant weights of a layer.</summary>
    public static Constant Weights(NodeImport node) => node.Constant(1, "the second factor (the weights)");

    // ONNX has the channels on axis 1, the compiler on the last axis.
    private static Op Normalized(NodeImport node, Func<Op, Op> normalize)
    {
        var x = node.Float(0);
        int rank = x.Type.Shape.Rank;
        if (rank < 3)
            return node.Add(normalize(x));
        var order = AxisOrder.ToChannelsLast(rank);
        return node.Transposed(node.Add(normalize(node.Transposed(x, order))), Transpose.Inverse(order));
    }

    /// <summary>The sums of one row of features with each row of weights.</summary>
    public static Op Dense(NodeImport node, Op x, Constant weights)
    {
        var shape = x.Type.Shape;
        if (shape.Last != shape.ElementCount)
        {
            throw node.Unsupported(
                $"the input of {node.OpType} is {x.Type}; one row of features is expected. A Flatten before the layer is the usual cure");
        }

        return node.Add(new Dense(node.Reshaped(x, new(1, shape.Last)), weights));
    }

    // Leading axes of the result are those of the operand with more of them, all of extent 1; a vector's own axis is left out.
    private static Shape ResultShape(Shape x, Shape weights)
    {
        int rank = Math.Max(x.Rank, weights.Rank);
        var extents = Enumerable.Repeat(1, Math.Max(0, rank - 2)).ToList();
        if (x.Rank > 1)
            extents.Add(1);
        if (weights.Rank > 1)
            extents.Add(weights.Last);
        return new([.. extents]);
    }

    private static void CheckStatistics(NodeImport node, float epsilon, params ReadOnlySpan<Constant> parameters)
    {
        foreach (var parameter in parameters)
        {
            for (int channel = 0; channel < parameter.Floats.Values.Length; channel++)
            {
                if (float.IsNaN(parameter.Floats.Values[channel]))
                    throw InvalidStatistics(node, channel, "a parameter is not a number");
            }
        }

        var variance = parameters[^1].Floats.Values;
        for (int channel = 0; channel < variance.Length; channel++)
        {
            if (!(variance[channel] + epsilon > 0))
            {
                throw InvalidStatistics(node, channel,
                    $"variance {NumberText.Of(variance[channel])} + epsilon {NumberText.Of(epsilon)} is not positive");
            }
        }
    }

    private static DiagnosticException InvalidStatistics(NodeImport node, int channel, string message) =>
        DiagnosticCatalog.InvalidBatchNorm.Error(node.Origin,
            $"channel {NumberText.Of(channel)} of BatchNormalization: {message}; retrain or repair that channel");
}
