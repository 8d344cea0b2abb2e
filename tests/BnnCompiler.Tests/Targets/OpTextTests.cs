// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Targets;

namespace BnnCompiler.Tests.Targets;

public class OpTextTests
{
    /// <summary>The least integer that no float32 is.</summary>
    [Fact]
    public void An_integer_is_shown_to_its_last_digit()
    {
        var sums = new Input(new(ElementType.Int32, new(1, 4))).Named("x", null);
        var limit = new Constant(Tensor.Of(new Shape(1, 1), [16_777_217]));
        var op = new Threshold(sums, limit, new Constant(BitTensor.FromPredicate(new(1), _ => true))).Named("y", null);
        Assert.Equal(["%y = threshold(%x, 16777217, 1) : bit[1, 4]"], OpText.Of(op, _ => null));
    }

    [Fact]
    public void A_long_line_goes_on_behind_the_operands()
    {
        string read = new('x', 60), made = new('y', 40);
        var op = new Transpose(new Input(new(ElementType.UInt8, new(1, 2, 3, 4))).Named(read, null), [0, 3, 1, 2]).Named(made, null);
        Assert.Equal([$"%{made} = transpose(%{read})", "    {order=0x3x1x2} : uint8[1, 4, 2, 3]"], OpText.Of(op, _ => null));
    }

    [Fact]
    public void Every_operand_that_can_be_a_table_has_a_role_of_its_own()
    {
        var x = new Input(new(ElementType.Float32, new(1, 4))).Named("x", null);
        var table = new Constant(Tensor.Of(new Shape(1, 4), [1f, 2f, 3f, 4f]));
        (PointwiseOp Op, int Operand, string Role)[] expected =
        [
            (new Add(x, table), 1, "addends"),
            (new Subtract(x, table), 1, "subtrahends"),
            (new Subtract(table, x), 0, "minuends"),
            (new Multiply(x, table), 1, "factors"),
            (new Divide(x, table), 1, "divisors"),
            (new Divide(table, x), 0, "dividends"),
            (new PRelu(x, table), 1, "slopes"),
            (new Compare(x, table, "ge"), 1, "limits"),
            (new Select(x, table, x), 1, "if_true"),
            (new Select(x, x, table), 2, "if_false"),
        ];
        Assert.All(expected, one => Assert.Equal(one.Role, OperandRole.Of(one.Op, one.Operand)));
    }
}
