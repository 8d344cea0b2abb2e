// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>Comparisons and what is done with their results; bools are held as 0 and 1 in float32.</summary>
internal static class Comparisons
{
    /// <summary>a > b.</summary>
    public static Value Greater(NodeImport node) => Compare(node, "gt", (a, b) => a > b);

    /// <summary>a >= b.</summary>
    public static Value GreaterOrEqual(NodeImport node) => Compare(node, "ge", (a, b) => a >= b);

    /// <summary>a &lt; b.</summary>
    public static Value Less(NodeImport node) => Compare(node, "lt", (a, b) => a < b);

    /// <summary>a &lt;= b.</summary>
    public static Value LessOrEqual(NodeImport node) => Compare(node, "le", (a, b) => a <= b);

    /// <summary>a = b.</summary>
    public static Value Equal(NodeImport node) => Compare(node, "eq", (a, b) => a == b);

    /// <summary>1 - x on 0 and 1.</summary>
    public static Value Not(NodeImport node) =>
        new TensorValue(node.Add(new Subtract(Constants.Scalar(1), Bools(node, 0).Op)), Meaning.Boolean);

    /// <summary>a · b on 0 and 1.</summary>
    public static Value And(NodeImport node) => Joined(node, (a, b) => new Multiply(a, b));

    /// <summary>a + b > 0 on 0 and 1.</summary>
    public static Value Or(NodeImport node) => Joined(node, (a, b) => new Compare(node.Add(new Add(a, b)), Constants.Scalar(0), "gt"));

    /// <summary>a ≠ b on 0 and 1.</summary>
    public static Value Xor(NodeImport node) => Joined(node, (a, b) => new Compare(a, b, "ne"));

    /// <summary>a where the condition holds, else b.</summary>
    public static Value Where(NodeImport node)
    {
        var condition = Bools(node, 0);
        if (condition.Op is Constant known && node.Input(1) is IntegerValue whenTrue && node.Input(2) is IntegerValue whenFalse)
            return ShapeValues.Choose(node, known, whenTrue, whenFalse);
        TensorValue a = node.Tensor(1), b = node.Tensor(2);
        if (a.Meaning != b.Meaning)
            throw node.Invalid("Where chooses between tensors of different element types");
        if (a.Op.Type.Element != ElementType.Float32 || b.Op.Type.Element != ElementType.Float32)
            throw node.Invalid("Where chooses between tensors of pixels; a Cast to float is expected before it");
        var chosen = node.Add(new Select(condition.Op, a.Op, b.Op));
        return new TensorValue(chosen, a.Meaning) { Bounds = a.Bounds.With(b.Bounds) };
    }

    private static TensorValue Compare(NodeImport node, string relation, Func<long, long, bool> onKnown)
    {
        if (node.Input(0) is IntegerValue left && node.Input(1) is IntegerValue right)
        {
            var known = ShapeValues.Combine(node, left, right, (a, b) => onKnown(a, b) ? 1 : 0);
            return node.ToTensor(known) with { Meaning = Meaning.Boolean };
        }

        TensorValue a = node.Tensor(0), b = node.Tensor(1);
        bool areIntegers = a.Meaning == Meaning.Integer && b.Meaning == Meaning.Integer;
        var compare = areIntegers ? new Compare(a.Op, b.Op, relation) : new Compare(node.Float(0), node.Float(1), relation);
        return new TensorValue(node.Add(compare), Meaning.Boolean);
    }

    private static TensorValue Joined(NodeImport node, Func<Op, Op, Op> join) =>
        new(node.Add(join(Bools(node, 0).Op, Bools(node, 1).Op)), Meaning.Boolean);

    private static TensorValue Bools(NodeImport node, int input) => node.Tensor(input) is { Meaning: Meaning.Boolean } bools
        ? bools
        : throw node.Invalid($"input {NumberText.Of(input)} of {node.OpType} has to be bools");
}
