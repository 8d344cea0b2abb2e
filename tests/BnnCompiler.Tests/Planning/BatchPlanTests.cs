// SPDX-License-Identifier: MIT
using BnnCompiler.Ops;
using BnnCompiler.Planning;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.Planning;

public class BatchPlanTests
{
    private const string Rule = "%limit = constant [0] : float32[1, 1]\n%flip = constant [-] : bit[1]\n";

    /// <summary>Limits stand for layers that share weights; between them numbers are made of bits.</summary>
    private const string Chain = Rule + """
        %a = threshold(%x, %limit, %flip) : bit[1, 4]
        %b = to_float(%a) : float32[1, 4]
        %c = threshold(%b, %limit, %flip) : bit[1, 4]
        %d = to_float(%c) : float32[1, 4]
        %e = relu(%d) : float32[1, 4]
        %f = threshold(%e, %limit, %flip) : bit[1, 4]
        %y = to_float(%f) : float32[1, 4]
        return %y
        """;

    private const string Skip = Rule + """
        %a = threshold(%x, %limit, %flip) : bit[1, 4]
        %b = to_float(%a) : float32[1, 4]
        %c = threshold(%b, %limit, %flip) : bit[1, 4]
        %d = to_float(%c) : float32[1, 4]
        %e = threshold(%d, %limit, %flip) : bit[1, 4]
        %f = to_float(%e) : float32[1, 4]
        %y = add(%f, %b) : float32[1, 4]
        return %y
        """;

    [Fact]
    public void A_network_without_shared_layers_has_no_plan_for_batches() => Assert.Null(BatchPlan.Of(Plan(Chain), _ => false));

    [Fact]
    public void A_shared_layer_is_a_part_of_its_own_and_what_lies_between_is_one()
    {
        var parts = BatchPlan.Of(Plan(Chain), step => step.Result is Threshold)!.Parts;
        Assert.Equal(["a", "b", "c", "e", "f", "y"], parts.Select(part => part.Steps[^1].Result.Name));
        Assert.Equal([true, false, true, false, true, false], parts.Select(part => part.IsShared));
    }

    /// <summary>Of a chain two tensors live at a time: 16 bytes of numbers and a word of bits.</summary>
    [Fact]
    public void Tensors_that_no_later_part_reads_leave_their_memory_to_others()
    {
        var batch = BatchPlan.Of(Plan(Chain), step => step.Result is Threshold)!;
        Assert.Equal(5, batch.Offsets.Count);
        Assert.Equal(24, batch.BytesPerInput);
    }

    [Fact]
    public void A_tensor_keeps_its_memory_up_to_the_last_part_that_reads_it()
    {
        var batch = BatchPlan.Of(Plan(Skip), step => step.Result is Threshold)!;
        var places = batch.Offsets.ToDictionary(place => place.Key.Name, place => place.Value);
        Assert.Equal(["a", "b", "c", "d", "e"], places.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, bytes) in new[] { ("c", 8), ("d", 16), ("e", 8) })
        {
            Assert.True(places[name] >= places["b"] + 16 || places[name] + bytes <= places["b"],
                $"{name} at {places[name]} overwrites b at {places["b"]}, which is added later");
        }
    }

    [Fact]
    public void What_stays_within_a_part_lies_in_the_arena()
    {
        var plan = Plan(Chain);
        var batch = BatchPlan.Of(plan, step => step.Result.Name == "f")!;
        Assert.Equal(["e", "f"], batch.Offsets.Keys.Select(buffer => buffer.Name).Order(StringComparer.Ordinal));
        Assert.False(batch.IsKept(plan.Steps[0].Writes));
    }

    private static ExecutionPlan Plan(string body) =>
        ExecutionPlanner.Plan(BnnParser.Parse($"bnn 1\ngraph g\ninput %x : float32[1, 4]\n{body}", "g"));
}
