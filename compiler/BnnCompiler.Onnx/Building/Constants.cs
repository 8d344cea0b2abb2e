// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Reading;
using BnnCompiler.Ops;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Building;

/// <summary>Makes constants and computes with them, within the limits on how much may be computed while importing.</summary>
internal sealed class Constants(ImportLimits limits)
{
    private long _work, _terms, _positions;

    /// <summary>The value of a tensor of the file.</summary>
    public static Value Of(OnnxTensor tensor, OpLabel label)
    {
        if (!tensor.Integers.IsDefault)
            return new IntegerValue(tensor.Extents, tensor.Integers) { Type = tensor.Type };
        var constant = new Constant(Tensor.Of(new(tensor.Extents), tensor.Floats)).Named(label.Name, label.Origin);
        return new TensorValue(constant, tensor.Type == DataType.Bool ? Meaning.Boolean : Meaning.Number);
    }

    /// <summary>A scalar.</summary>
    public static Constant Scalar(float value) => new(Tensor.Of(new Shape([]), value));

    /// <summary>The constant that <paramref name="op"/>, whose operands are all constant, computes.</summary>
    public Op Fold(Op op, Origin origin)
    {
        BookTerms(op, origin);
        Count(op.Type.Shape.ElementCount, op.Operands.Max(operand => operand.Type.Shape.ElementCount), origin);
        var value = GraphInterpreter.Evaluate(op, [.. op.Operands.Select(operand => ((Constant)operand).Value)]);
        return NamedAsSource(new Constant(value), op);
    }

    /// <summary>A function of each element, for what the graph has no op for.</summary>
    public Op Map(Constant constant, Func<float, float> function, Origin origin)
    {
        Count(constant.Type.Shape.ElementCount, constant.Type.Shape.ElementCount, origin);
        return new Constant(Tensor.Of(constant.Type.Shape, [.. constant.Floats.Values.Select(function)])).NamedAs(constant);
    }

    /// <summary>
    /// The elements of <paramref name="constant"/> in other places: <paramref name="source"/> gives the place by the index in the result.
    /// </summary>
    public Op Rearrange(Constant constant, Shape shape, Func<int, int> source, Origin origin)
    {
        Count(shape.ElementCount, constant.Type.Shape.ElementCount, origin);
        var values = constant.Floats.Values;
        float[] rearranged = new float[shape.ElementCount];
        for (int i = 0; i < rearranged.Length; i++)
            rearranged[i] = values[source(i)];
        return new Constant(Tensor.Of(shape, ImmutableCollectionsMarshal.AsImmutableArray(rearranged))).NamedAs(constant);
    }

    /// <summary>Weights as a layer wants them: [N, K] from [K, N].</summary>
    public Op Transpose(Constant constant, Origin origin)
    {
        int rows = constant.Type.Shape[0], columns = constant.Type.Shape[1];
        return Rearrange(constant, new(columns, rows), i => (i % rows * columns) + (i / rows), origin);
    }

    /// <summary>Books a constant to be made from others, of which the largest has <paramref name="largestSource"/> elements.</summary>
    public void Count(long elements, int largestSource, Origin origin)
    {
        if (elements > largestSource && elements > limits.GrownElements)
        {
            throw Exceeded(origin,
                $"a constant with {NumberText.Of(elements)} elements is made here; "
                + $"at most {NumberText.Of(limits.GrownElements)} are computed from fewer");
        }

        Book(elements, origin);
    }

    /// <summary>Books elements of constants that a node reads or makes.</summary>
    public void Book(long elements, Origin origin)
    {
        _work += elements;
        if (_work > limits.ConstantWork)
        {
            throw Exceeded(origin,
                $"the constants that nodes read and compute up to here have {NumberText.Of(_work)} elements; "
                + $"at most {NumberText.Of(limits.ConstantWork)} are allowed");
        }
    }

    /// <summary>Books a window that slides along an axis, whose positions are looked at one by one.</summary>
    public void BookWindow(long positions, Origin origin)
    {
        _positions += positions;
        if (_positions > limits.WindowPositions)
        {
            throw Exceeded(origin,
                $"windows slide over {NumberText.Of(_positions)} elements up to here; at most {NumberText.Of(limits.WindowPositions)} are allowed");
        }
    }

    private void BookTerms(Op op, Origin origin)
    {
        _terms += (long)op.Type.Shape.ElementCount * op switch
        {
            ConvolutionOp conv => conv.FanIn,
            PoolOp pool => pool.Window.Taps,
            _ => 0,
        };
        if (_terms > limits.FoldedTerms)
        {
            throw Exceeded(origin,
                $"layers that read constants only have {NumberText.Of(_terms)} terms up to here; at most {NumberText.Of(limits.FoldedTerms)} "
                + "are computed while importing");
        }
    }

    private static DiagnosticException Exceeded(Origin origin, string message) => DiagnosticCatalog.OnnxLimit.Error(origin, message);

    // Weights keep the name of the initializer they come from.
    private static Op NamedAsSource(Constant folded, Op op)
    {
        var source = op.Operands.FirstOrDefault(operand => operand.Type.Shape.ElementCount == folded.Type.Shape.ElementCount);
        return source is null ? folded : folded.NamedAs(source);
    }
}
