// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using DataType = BnnCompiler.Onnx.Protos.TensorProto.Types.DataType;

namespace BnnCompiler.Onnx.Writing;

/// <summary>
/// Ops of single elements. They are written in the layout of the graph; comparisons give bools, and become numbers where they are read as such.
/// </summary>
internal sealed class PointwiseSpelling(ModelWriter writer, TensorViews views, OnnxDialect dialect)
{
    /// <summary>Ops that were written as bools, whether or not some reader had them made numbers since.</summary>
    private readonly HashSet<Op> _truths = [];

    /// <summary>Writes <paramref name="op"/>, if it is one of these.</summary>
    public bool TryAdd(Op op)
    {
        if (op.Type.Element != ElementType.Float32)
            return false;
        if (op is Compare compare)
        {
            SetTruth(op, Truth(compare));
            return true;
        }

        if (op is Subtract { Left: Constant { Value: Tensor<float> { Values: [1] }, Type.Shape.Rank: 0 } } not && IsTruth(not.Right))
        {
            SetTruth(op, writer.Node("Not", op, "", [views.Get(not.Right, View.Truth)]));
            return true;
        }

        if (op is Multiply both && IsTruth(both.Left) && IsTruth(both.Right))
        {
            SetTruth(op, OfTruths("And", op));
            return true;
        }

        string? written = op switch
        {
            Add => Plain("Add", op),
            Subtract => Plain("Sub", op),
            Multiply => Plain("Mul", op),
            Divide => Plain("Div", op),
            Relu => Plain("Relu", op),
            PRelu => Plain("PRelu", op),
            Clip clip => Limited(clip),
            Round round => Rounded(round),
            Sign sign => Signed(sign),
            Select => writer.Node("Where", op, "",
                [views.Get(op.Operands[0], View.Truth), views.Get(op.Operands[1], View.Plain), views.Get(op.Operands[2], View.Plain)]),
            _ => null,
        };
        if (written is null)
            return false;
        views.Set(op, View.Plain, written);
        return true;
    }

    private bool IsTruth(Op op) => _truths.Contains(op) || (views.Has(op, View.Truth) && !views.Has(op, View.Plain));

    private void SetTruth(Op op, string name)
    {
        views.Set(op, View.Truth, name);
        _truths.Add(op);
    }

    private string Plain(string type, Op op, string part = "") =>
        writer.Node(type, op, part, op.Operands.Select(operand => views.Get(operand, View.Plain)));

    // ONNX has no "not equal"; a Cast of numbers to bools is "not equal to 0", which is how the importer reads it.
    private string Truth(Compare compare) => compare.Relation switch
    {
        "gt" => Plain("Greater", compare),
        "ge" => Plain("GreaterOrEqual", compare),
        "lt" => Plain("Less", compare),
        "le" => Plain("LessOrEqual", compare),
        "eq" => Plain("Equal", compare),
        _ when compare.Operands[1] is Constant { Value: Tensor<float> { Values: [0] }, Type.Shape.Rank: 0 } =>
            views.Get(compare.Operands[0], View.Truth),
        _ when compare.Operands.All(IsTruth) => OfTruths("Xor", compare),
        _ => writer.Node("Not", compare, "", [Plain("Equal", compare, "/equal")]),
    };

    private string OfTruths(string type, Op op) => writer.Node(type, op, "", op.Operands.Select(operand => views.Get(operand, View.Truth)));

    private string Limited(Clip clip)
    {
        string low = float.IsNegativeInfinity(clip.Low) ? "" : writer.Scalar(clip.Low);
        string high = float.IsPositiveInfinity(clip.High) ? "" : writer.Scalar(clip.High);
        return writer.Node("Clip", clip, "", [views.Get(clip.Operands[0], View.Plain), low, high]);
    }

    // Toward zero is how a Cast to integers rounds.
    private string Rounded(Round round) => round.To switch
    {
        "nearest" => Plain("Round", round),
        "down" => Plain("Floor", round),
        "up" => Plain("Ceil", round),
        _ => writer.Node("Cast", round, "",
            [writer.Node("Cast", round, "/integer", [views.Get(round.Operands[0], View.Plain)], Attributes.Of("to", (long)DataType.Int64))],
            Attributes.Of("to", (long)DataType.Float)),
    };

    private string Signed(Sign sign) => sign.Zero switch
    {
        0 => Plain("Sign", sign),
        1 when dialect == OnnxDialect.Qonnx =>
            writer.BipolarQuant(sign, "", views.Get(sign.Operands[0], View.Plain), writer.Scalar(1)),
        1 => writer.Node("Where", sign, "", [Against(sign, "GreaterOrEqual"), writer.Scalar(1), writer.Scalar(-1)]),
        _ => writer.Node("Where", sign, "", [Against(sign, "Greater"), writer.Scalar(1), writer.Scalar(-1)]),
    };

    private string Against(Op op, string relation) =>
        writer.Node(relation, op, "/condition", [views.Get(op.Operands[0], View.Plain), writer.Scalar(0)]);
}
