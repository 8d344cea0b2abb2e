// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Onnx.Reading;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Every operator that is understood, one line each.</summary>
internal static class OperatorTable
{
    /// <summary>All operators, by topic. <c>docs/diagnostics/BNN1008.md</c> lists the same.</summary>
    public static readonly ImmutableArray<Operator> All =
    [
        Onnx("Gemm", 2, 3, Layers.Gemm),
        Onnx("MatMul", 2, 2, Layers.MatMul),
        Onnx("BatchNormalization", 5, 5, Layers.BatchNormalization),
        Onnx("Conv", 2, 3, Convolutions.Conv),

        Onnx("MaxPool", 1, 1, Pools.MaxPool),
        Onnx("AveragePool", 1, 1, Pools.AveragePool),
        Onnx("GlobalMaxPool", 1, 1, Pools.GlobalMaxPool),
        Onnx("GlobalAveragePool", 1, 1, Pools.GlobalAveragePool),
        Onnx("ReduceMax", 1, 2, Reductions.Max),
        Onnx("ReduceMean", 1, 2, Reductions.Mean),
        Onnx("ReduceSum", 1, 2, Reductions.Sum),
        Onnx("Pad", 1, 4, Frames.Pad),

        Onnx("Add", 2, 2, Arithmetic.Add),
        Onnx("Sub", 2, 2, Arithmetic.Subtract),
        Onnx("Mul", 2, 2, Arithmetic.Multiply),
        Onnx("Div", 2, 2, Arithmetic.Divide),
        Onnx("Neg", 1, 1, Arithmetic.Negate),
        Onnx("Min", 1, int.MaxValue, Arithmetic.Min),
        Onnx("Max", 1, int.MaxValue, Arithmetic.Max),
        Onnx("Exp", 1, 1, ConstantArithmetic.Exp),
        Onnx("Pow", 2, 2, ConstantArithmetic.Pow),
        Onnx("Reciprocal", 1, 1, ConstantArithmetic.Reciprocal),
        Onnx("Sqrt", 1, 1, ConstantArithmetic.Sqrt),
        Onnx("Tanh", 1, 1, ConstantArithmetic.Tanh),

        Onnx("Sign", 1, 1, Activations.Sign),
        Onnx("Abs", 1, 1, Activations.Abs),
        Onnx("Relu", 1, 1, Activations.Relu),
        Onnx("LeakyRelu", 1, 1, Activations.LeakyRelu),
        Onnx("PRelu", 2, 2, Activations.PRelu),
        Onnx("Clip", 1, 3, Activations.Clip),
        Onnx("HardSigmoid", 1, 1, Activations.HardSigmoid),
        Onnx("Floor", 1, 1, Activations.Floor),
        Onnx("Ceil", 1, 1, Activations.Ceil),
        Onnx("Round", 1, 1, Activations.Round),

        Onnx("Greater", 2, 2, Comparisons.Greater),
        Onnx("GreaterOrEqual", 2, 2, Comparisons.GreaterOrEqual),
        Onnx("Less", 2, 2, Comparisons.Less),
        Onnx("LessOrEqual", 2, 2, Comparisons.LessOrEqual),
        Onnx("Equal", 2, 2, Comparisons.Equal),
        Onnx("Not", 1, 1, Comparisons.Not),
        Onnx("And", 2, 2, Comparisons.And),
        Onnx("Or", 2, 2, Comparisons.Or),
        Onnx("Xor", 2, 2, Comparisons.Xor),
        Onnx("Where", 3, 3, Comparisons.Where),
        Onnx("Cast", 1, 1, Casts.Cast),

        Qonnx("BipolarQuant", 2, 2, Quantizers.BipolarQuant),
        Qonnx("Quant", 4, 4, Quantizers.Quant),
        Qonnx("IntQuant", 4, 4, Quantizers.Quant),
        Qonnx("MultiThreshold", 2, 2, Thresholds.MultiThreshold),
        Qonnx("XnorPopcountMatMul", 2, 2, Quantizers.XnorPopcountMatMul),
        Qonnx("Trunc", 5, 7, Quantizers.Trunc),

        Onnx("QuantizeLinear", 2, 3, LinearQuantizers.Quantize),
        Onnx("DequantizeLinear", 2, 3, LinearQuantizers.Dequantize),
        Onnx("QLinearConv", 8, 9, IntegerLayers.Conv),
        Onnx("QLinearMatMul", 8, 8, IntegerLayers.MatMul),
        Onnx("ConvInteger", 2, 4, IntegerLayers.ConvInteger),
        Onnx("MatMulInteger", 2, 4, IntegerLayers.MatMulInteger),
        Microsoft("QuantizeLinear", 2, 3, LinearQuantizers.Quantize),
        Microsoft("DequantizeLinear", 2, 3, LinearQuantizers.Dequantize),
        Microsoft("QGemm", 6, 9, IntegerLayers.Gemm),

        Onnx("Reshape", 1, 2, Layouts.Reshape),
        Onnx("Flatten", 1, 1, Layouts.Flatten),
        Onnx("Squeeze", 1, 2, Layouts.Squeeze),
        Onnx("Unsqueeze", 1, 2, Layouts.Unsqueeze),
        Onnx("Transpose", 1, 1, Layouts.Transpose),
        Onnx("Expand", 2, 2, Layouts.Expand),
        Onnx("Identity", 1, 1, Layouts.Identity),
        Onnx("Dropout", 1, 3, Layouts.Dropout),

        Onnx("Constant", 0, 0, ShapeValues.Constant),
        Onnx("ConstantOfShape", 1, 1, ShapeValues.ConstantOfShape),
        Onnx("Shape", 1, 1, ShapeValues.Shape),
        Onnx("Gather", 2, 2, ShapeValues.Gather),
        Onnx("Concat", 1, int.MaxValue, Joins.Concat),
        Onnx("Slice", 1, 5, ShapeValues.Slice),

        Onnx("ArgMax", 1, 1, Ends.ArgMax),
        Onnx("TopK", 1, 2, Ends.TopK) with { Output = 1 },
        Onnx("Softmax", 1, 1, Ends.Softmax),
        Onnx("LogSoftmax", 1, 1, Ends.Softmax),
    ];

    private static readonly Dictionary<(OperatorSet Set, string Type), Operator> ByType =
        All.ToDictionary(op => (op.Set, op.Type));

    /// <summary>The operator of <paramref name="node"/>, or null.</summary>
    public static Operator? Find(OnnxNode node) => node.Domain switch
    {
        // Some exporters leave the domain of the quantizers out; their names are not ONNX's, so nothing is ambiguous.
        "" or "ai.onnx" => Find(OperatorSet.Onnx, node) ?? Find(OperatorSet.Qonnx, node),
        "onnx.brevitas" or "finn.custom_op.general" or "qonnx.custom_op.general" => Find(OperatorSet.Qonnx, node),
        "com.microsoft" => Find(OperatorSet.Microsoft, node),
        _ => null,
    };

    private static Operator? Find(OperatorSet set, OnnxNode node) => ByType.GetValueOrDefault((set, node.OpType));

    private static Operator Onnx(string type, int minInputs, int maxInputs, Func<NodeImport, Value> import) =>
        new(OperatorSet.Onnx, type, minInputs, maxInputs, import);

    private static Operator Qonnx(string type, int minInputs, int maxInputs, Func<NodeImport, Value> import) =>
        new(OperatorSet.Qonnx, type, minInputs, maxInputs, import);

    private static Operator Microsoft(string type, int minInputs, int maxInputs, Func<NodeImport, Value> import) =>
        new(OperatorSet.Microsoft, type, minInputs, maxInputs, import);
}
