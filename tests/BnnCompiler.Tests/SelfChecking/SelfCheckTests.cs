// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.SelfChecking;
using BnnCompiler.Text;

namespace BnnCompiler.Tests.SelfChecking;

/// <summary>The comparison that every compilation ends with, given results that are wrong on purpose.</summary>
public class SelfCheckTests
{
    private const string OfBits = """
        bnn 1
        graph g
          input %x : float32[1, 4]
          %w = constant [+-+- ++-+] : bit[2, 4]
          %h = dense(%x, %w) : float32[1, 2] from "fc1"
          %s = sign(%h) {zero=1} : float32[1, 2] from "sign"
          %v = constant [+- ++] : bit[2, 2]
          %y = dense(%s, %v) : float32[1, 2] from "fc2"
          return %y
        """;

    private const string OfPixels = """
        bnn 1
        graph g
          input %x : uint8[1, 4]
          %f = to_float(%x) : float32[1, 4]
          %c = constant [255] : float32[]
          %unit = div(%f, %c) : float32[1, 4]
          %w = constant [+-+- ++-+] : bit[2, 4]
          %h = dense(%unit, %w) : float32[1, 2] from "fc1"
          %half = constant [0.5] : float32[]
          %shifted = sub(%h, %half) : float32[1, 2]
          %s = sign(%shifted) {zero=1} : float32[1, 2] from "sign"
          %v = constant [+- ++] : bit[2, 2]
          %y = dense(%s, %v) : float32[1, 2] from "fc2"
          return %y
        """;

    [Theory]
    [InlineData(OfBits)]
    [InlineData(OfPixels)]
    public void A_right_result_passes(string text) => Assert.Null(Record.Exception(() => Compiler.Lower(Parse(text), new())));

    [Theory]
    [InlineData(OfBits)]
    [InlineData(OfPixels)]
    public async Task Other_weights_behind_the_bits_are_found(string text)
    {
        var imported = Parse(text);
        var log = new DiagnosticLog();
        var other = Compiler.Lower(Parse(text.Replace("[+- ++]", "[+- +-]", StringComparison.Ordinal)), new());
        var check = new SelfCheck(imported);
        _ = check.Follow(new(), imported, log);

        var fault = await Assert.ThrowsAsync<CompilerFaultException>(() => check.Begin(other, log));

        Assert.Contains("please report it", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sign_that_became_a_constant_is_found_where_a_note_announces_other_scores()
    {
        var imported = Parse(OfPixels);
        var sign = imported.Ops.OfType<Sign>().Single();
        var successors = imported.Ops.ToDictionary(op => op, op => op);
        var always =
            new Threshold(sign.Operands[0], new Constant(Tensor.Of(new(1, 1), float.NaN)), new Constant(BitTensor.FromPredicate(new(1), _ => true)));
        successors[sign] = new ToFloat(always);

        _ = new LayerComparison(imported, successors).Run(new SampleInputs(imported).Example(0), out string? fault);

        Assert.Contains("'sign' at node 'sign' should give -1", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_is_rounded_otherwise_is_none_of_the_compilers_faults()
    {
        var imported = Parse(OfPixels);
        var log = new DiagnosticLog();
        _ = Compiler.Lower(imported, log);
        Assert.Contains(log.Entries, DiagnosticCatalog.AnnouncesOtherScores);
    }

    /// <summary>Sums of +-0.1 depend on their order, which a flatten in front of a layer changes.</summary>
    [Fact]
    public void Scaled_weights_behind_a_flatten_of_channels_first_images_are_no_fault() => Assert.Null(Record.Exception(() => Compiler.Lower(Parse("""
        bnn 1
        graph g
          input %x : float32[1, 4, 4, 2]
          %w = constant [+- -+ +- ++ ++ -- +- -+ ++] : bit[1, 3, 3, 2]
          %h = conv(%x, %w) {strides=1x1, pads=1x1x1x1, dilations=1x1, groups=1} : float32[1, 4, 4, 1]
          %s = sign(%h) {zero=1} : float32[1, 4, 4, 1]
          %w2 = constant [+ - -] : bit[3, 1, 1, 1]
          %h2 = conv(%s, %w2) {strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : float32[1, 4, 4, 3]
          %s2 = sign(%h2) {zero=1} : float32[1, 4, 4, 3]
          %first = transpose(%s2) {order=0x3x1x2} : float32[1, 3, 4, 4]
          %flat = reshape(%first) : float32[1, 48]
          %v = constant @v : float32[1, 48]
          %y = dense(%flat, %v) : float32[1, 1]
          return %y
          data @v
            zczMPc3MzD3NzMw9zczMPc3MzL3NzMw9zczMvc3MzD3NzMw9zczMPc3MzL3NzMw9zczMPc3MzD3NzMw9zczMvc3MzD3NzMy9zczMPc3MzD3NzMy9zczMPc3MzD3NzMy9zczM
            vc3MzD3NzMy9zczMPc3MzD3NzMw9zczMPc3MzL3NzMw9zczMPc3MzL3NzMw9zczMPc3MzD3NzMy9zczMPc3MzD3NzMy9zczMPc3MzD3NzMy9zczMPc3MzD3NzMy9
        """), new())));

    /// <summary>Normalized by a small deviation, the rounding of p / 255 grows a thousandfold.</summary>
    [Fact]
    public void Pixels_of_a_small_deviation_are_no_fault() => Assert.Null(Record.Exception(() => Compiler.Lower(Parse("""
        bnn 1
        graph g
          input %x : uint8[1, 4]
          %f = to_float(%x) : float32[1, 4]
          %c = constant [255] : float32[]
          %unit = div(%f, %c) : float32[1, 4]
          %half = constant [0.5] : float32[]
          %centred = sub(%unit, %half) : float32[1, 4]
          %thousand = constant [1000] : float32[]
          %scaled = mul(%centred, %thousand) : float32[1, 4]
          %w = constant [++++] : bit[1, 4]
          %y = dense(%scaled, %w) : float32[1, 1]
          return %y
        """), new())));

    /// <summary>
    /// The deviation of the second norm is 0, so that 3 becomes NaN; the sums of pixels reach 3 where those of float32 just miss it.
    /// </summary>
    [Fact]
    public void Steps_that_are_no_number_behind_sums_rounded_once_are_no_fault() => Assert.Null(Record.Exception(() => Compiler.Lower(Parse("""
        bnn 1
        graph smallest
          input %x : uint8[1, 3, 3, 2]
          %to_float1 = to_float(%x) : float32[1, 3, 3, 2]
          %constant1 = constant [255] : float32[1]
          %div1 = div(%to_float1, %constant1) : float32[1, 3, 3, 2]
          %constant2 = constant [2, 2, 2, -2, -2, -2, -2, -2] : float32[1, 2, 2, 2]
          %conv1 = conv(%div1, %constant2) {strides=1x1, pads=0x0x1x0, dilations=1x1, groups=1} : float32[1, 3, 2, 1]
          %constant3 = constant [2] : float32[]
          %compare1 = compare(%conv1, %constant3) {relation=ne} : float32[1, 3, 2, 1]
          %constant4 = constant [2] : float32[]
          %constant5 = constant [0] : float32[]
          %select1 = select(%compare1, %constant4, %constant5) : float32[1, 3, 2, 1]
          %constant6 = constant [1] : float32[]
          %sub1 = sub(%select1, %constant6) : float32[1, 3, 2, 1]
          %reshape1 = reshape(%sub1) : float32[1, 6]
          %constant7 = constant [1, 1, 1, 1, 1, 1] : float32[1, 6]
          %dense1 = dense(%reshape1, %constant7) : float32[1, 1]
          %constant8 = constant [1] : float32[1]
          %constant9 = constant [1.5] : float32[1]
          %constant10 = constant [1] : float32[1]
          %constant11 = constant [4] : float32[1]
          %batch_norm1 = batch_norm(%dense1, %constant8, %constant9, %constant10, %constant11) {epsilon=0} : float32[1, 1]
          %constant12 = constant [1] : float32[1]
          %constant13 = constant [0] : float32[1]
          %constant14 = constant [3] : float32[1]
          %constant15 = constant [0] : float32[1]
          %batch_norm2 = batch_norm(%batch_norm1, %constant12, %constant13, %constant14, %constant15) {epsilon=0} : float32[1, 1]
          %clip1 = clip(%batch_norm2) {low=-1, high=1} : float32[1, 1]
          %constant16 = constant [-1] : float32[]
          %compare2 = compare(%clip1, %constant16) {relation=ge} : float32[1, 1]
          return %compare2
        """), new())));

    [Fact]
    public void A_number_that_became_none_is_found()
    {
        var x = new Input(new(ElementType.Float32, new(1, 1))).Named("x", null);
        var (sum, nothing) = (new Add(x, x).Named("y", null), new Subtract(x, x));
        var comparison = new LayerComparison(new("g", [x], [sum]), new Dictionary<Op, Op> { [x] = x, [sum] = new Divide(nothing, nothing) });

        Assert.Null(comparison.Run([Tensor.Of(new Shape(1, 1), 1f)], out string? fault));

        Assert.Equal("'add' 'y' should give 2 at element 0, but nan took its place", fault);
    }

    [Fact]
    public void Samples_are_the_same_every_time_and_come_near_to_limits()
    {
        var graph = Parse(OfBits.Replace("{zero=1}", "{zero=-1}", StringComparison.Ordinal));
        for (int number = 0; number < 8; number++)
        {
            Assert.Equal(
                TensorBytes.Of(new SampleInputs(graph).Example(number).Single()), TensorBytes.Of(new SampleInputs(graph).Example(number).Single()));
        }

        var limited = BnnParser.Parse("bnn 1\ngraph g\n  input %x : float32[1, 64]\n  %c = constant [0.3] : float32[]\n"
            + "  %y = compare(%x, %c) {relation=ge} : float32[1, 64]\n  return %y\n", "test");
        Assert.Contains(0.3f, ((Tensor<float>)new SampleInputs(limited).Example(0).Single()).Values);
    }

    [Fact]
    public void Small_networks_are_checked_on_a_few_dozen_inputs_and_large_ones_on_two()
    {
        Assert.Equal(36, SelfCheckBudget.InputsFor(Parse(OfBits), Parse(OfBits)));
        var x = new Input(new(ElementType.Float32, new(1, 4096)), null);
        var weights = new Constant(BitTensor.FromPredicate(new(4096, 4096), i => i % 3 == 0));
        var large = new Graph("large", [x], [new FloatDense(x, weights)]);
        Assert.Equal(2, SelfCheckBudget.InputsFor(large, large));
    }

    [Fact]
    public async Task A_network_that_takes_minutes_to_interpret_is_not_checked_and_a_note_says_so()
    {
        var image = new Input(new(ElementType.Float32, new(1, 1024, 1024, 1)));
        var pool = new MaxPool(image, new(new(257, 1, 128, 128, 1), new(257, 1, 128, 128, 1)));
        var imported = new Graph("large", [image], [pool]);
        var log = new DiagnosticLog();

        await new SelfCheck(imported).Begin(imported, log);

        Assert.Contains(log.Entries, entry => entry.Code == DiagnosticCatalog.NotSelfChecked.Code);
    }

    private static Graph Parse(string text) => BnnParser.Parse(text + "\n", "test");
}
