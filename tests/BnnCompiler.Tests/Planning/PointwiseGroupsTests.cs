// SPDX-License-Identifier: MIT
using BnnCompiler.Planning;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Planning;

public class PointwiseGroupsTests
{
    [Fact]
    public void A_chain_is_one_group() =>
        Assert.Equal(["a b y"], Groups("""
            input %x : float32[1, 2]
            %a = relu(%x) : float32[1, 2]
            %b = round(%a) {to=up} : float32[1, 2]
            %y = relu(%b) : float32[1, 2]
            return %y
            """));

    [Fact]
    public void Two_readers_in_one_group_share_their_operand() =>
        Assert.Equal(["a b c y"], Groups("""
            input %x : float32[1, 2]
            %a = relu(%x) : float32[1, 2]
            %b = round(%a) {to=up} : float32[1, 2]
            %c = round(%a) {to=down} : float32[1, 2]
            %y = add(%b, %c) : float32[1, 2]
            return %y
            """));

    [Fact]
    public void What_two_groups_read_is_computed_once_before_both() =>
        Assert.Equal(["a", "b", "c"], Groups("""
            input %x : float32[1, 2]
            %a = relu(%x) : float32[1, 2]
            %b = round(%a) {to=up} : float32[1, 2]
            %c = round(%a) {to=down} : float32[1, 2]
            return %b, %c
            """));

    [Fact]
    public void What_a_kernel_reads_too_lies_in_memory() =>
        Assert.Equal(["a", "sums b y"], Groups("""
            input %x : float32[1, 2]
            %w = constant [++ +-] : bit[2, 2]
            %a = relu(%x) : float32[1, 2]
            %dot = column_sum(%a, %w) : float32[1, 2]
            %sums = relu(%dot) : float32[1, 2]
            %b = round(%a) {to=up} : float32[1, 2]
            %y = add(%sums, %b) : float32[1, 2]
            return %y
            """));

    [Fact]
    public void An_output_lies_in_memory_although_it_is_read() =>
        Assert.Equal(["a", "y"], Groups("""
            input %x : float32[1, 2]
            %a = relu(%x) : float32[1, 2]
            %y = round(%a) {to=up} : float32[1, 2]
            return %y, %a
            """));

    [Fact]
    public void An_operand_that_is_broadcast_is_computed_before() =>
        Assert.Equal(["a", "y"], Groups("""
            input %x : float32[1, 2]
            %c = constant [1, 2, 3, 4] : float32[2, 2]
            %a = relu(%x) : float32[1, 2]
            %y = add(%a, %c) : float32[2, 2]
            return %y
            """));

    /// <summary>The names of the ops of each group, groups in the order of their results.</summary>
    private static string[] Groups(string body)
    {
        var graph = BnnParser.Parse($"bnn 1\ngraph g\n{body}\n", "test.bnn");
        var groups = PointwiseGroups.Of(graph);
        return [.. graph.Ops.Where(op => op is Ops.PointwiseOp && !groups.IsAbsorbed(op))
            .Select(result => string.Join(' ', groups.Members(result).Select(op => op.Name)))];
    }
}
