// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests.Networks;
using BnnCompiler.Tests.Snapshots;
using BnnCompiler.Text;
using BnnCompiler.Verification;

namespace BnnCompiler.Tests.Targets;

/// <summary>Emitted C#, one snapshot per kind of first layer, to be read in review as if somebody had written it.</summary>
public class CSharpTargetTests
{
    /// <summary>Binarized pixels, a hidden layer with one flipped channel, scores behind a batch norm.</summary>
    private const string Binary = """
        bnn 1
        graph binary
          input %image : uint8[1, 1, 2, 2] {scale=1/255}
          %pixels = to_float(%image) : float32[1, 1, 2, 2]
          %size = constant [255] : float32[1]
          %unit = div(%pixels, %size) : float32[1, 1, 2, 2]
          %half = constant [0.5] : float32[1]
          %centered = sub(%unit, %half) : float32[1, 1, 2, 2]
          %sign0 = sign(%centered) {zero=1} : float32[1, 1, 2, 2]
          %flat = reshape(%sign0) : float32[1, 4] from "Flatten_3"
          %w1 = constant [1, 1, -1, 1, -1, 1, 1, 1] : float32[2, 4]
          %fc1 = dense(%flat, %w1) : float32[1, 2] from "MatMul_4"
          %gamma = constant [1, -0.5] : float32[2]
          %beta = constant [0.25, 0] : float32[2]
          %mean = constant [1, 2] : float32[2]
          %variance = constant [4, 1] : float32[2]
          %norm = batch_norm(%fc1, %gamma, %beta, %mean, %variance) {epsilon=1e-05} : float32[1, 2]
          %sign1 = sign(%norm) {zero=1} : float32[1, 2]
          %w2 = constant [1, -1, 1, 1, -1, -1] : float32[3, 2]
          %class = dense(%sign1, %w2) : float32[1, 3] from "MatMul_7"
          %factor = constant [0.5, 0.25, 2] : float32[1, 3]
          %scores = mul(%class, %factor) : float32[1, 3]
          return %scores
        """;

    /// <summary>A first layer on pixels themselves: bit planes.</summary>
    private const string Pixels = """
        bnn 1
        graph pixels
          input %image : uint8[1, 3]
          %value = to_float(%image) : float32[1, 3]
          %w1 = constant [1, -1, 1, 1, 1, 1] : float32[2, 3]
          %fc1 = dense(%value, %w1) : float32[1, 2]
          %limit = constant [100.5] : float32[1]
          %above = compare(%fc1, %limit) {relation=gt} : float32[1, 2]
          %plus = constant [1] : float32[1]
          %minus = constant [-1] : float32[1]
          %sign1 = select(%above, %plus, %minus) : float32[1, 2]
          %w2 = constant [1, -1] : float32[1, 2]
          %scores = dense(%sign1, %w2) : float32[1, 1]
          return %scores
        """;

    /// <summary>Real-valued input, a slope that makes two limits, clipped scores.</summary>
    private const string Values = """
        bnn 1
        graph values
          input %x : float32[1, 3]
          %w1 = constant [1, -1, 1, 1, 1, 1] : float32[2, 3]
          %fc1 = dense(%x, %w1) : float32[1, 2]
          %sign1 = sign(%fc1) {zero=-1} : float32[1, 2]
          %w2 = constant [1, -1, 1, 1] : float32[2, 2]
          %fc2 = dense(%sign1, %w2) : float32[1, 2]
          %slope = constant [-1] : float32[1]
          %bent = prelu(%fc2, %slope) : float32[1, 2]
          %one = constant [1] : float32[1]
          %lowered = sub(%bent, %one) : float32[1, 2]
          %sign2 = sign(%lowered) {zero=1} : float32[1, 2]
          %w3 = constant [1, 1] : float32[1, 2]
          %fc3 = dense(%sign2, %w3) : float32[1, 1]
          %scores = clip(%fc3) {low=-1, high=1} : float32[1, 1]
          return %scores
        """;

    /// <summary>Convolutions, packed: on pixels, pooled bits, padding with limits of its own, groups, a flatten of padded rows.</summary>
    private const string Image = """
        bnn 1
        graph image
          input %image : uint8[1, 1, 3, 4]
          %pixels = transpose(%image) {order=0x2x3x1} : uint8[1, 3, 4, 1]
          %w1 = constant [++ +- -+ ++] : bit[4, 2]
          %limits1 = constant [100, 50, 2147483647, 2147483647, 2147483647, 2147483647, 2147483647, 2147483647] : int32[1, 8]
          %rows1 = constant [0, 0] : uint8[2]
          %columns1 = constant [0, 0, 0] : uint8[3]
          %conv1 = signed_conv_threshold(%pixels, %w1, %limits1, %rows1, %columns1) {outputs=2, kernel=2x2, strides=1x1, pads=0x0x0x0, dilations=1x1, groups=1} : bit[1, 2, 3, 2] from "Conv_1"
          %all = constant [-+] : bit[2]
          %pool1 = bit_pool(%conv1, %all) {kernel=2x1, strides=2x1, pads=0x0x0x0, dilations=1x1} : bit[1, 1, 3, 2] from "MaxPool_2"
          %w2 = constant @w2 : bit[1, 3, 8, 64]
          %limits2 = constant [1, 2, -1, -1, -1, -1, -1, -1, 3, 4, -1, -1, -1, -1, -1, -1] : int32[2, 8]
          %rows2 = constant [0] : uint8[1]
          %columns2 = constant [0, 1, 0] : uint8[3]
          %conv2 = xnor_conv_threshold(%pool1, %w2, %limits2, %rows2, %columns2) {outputs=2, kernel=1x3, strides=1x1, pads=0x1x0x1, dilations=1x1, groups=1} : bit[1, 1, 3, 2] from "Conv_3"
          %w3 = constant @w3 : bit[1, 2, 8, 64]
          %masks3 = constant @masks3 : bit[1, 2, 8, 64]
          %starts3 = constant [0] : int32[1]
          %conv3 = grouped_xnor_conv(%conv2, %w3, %masks3, %starts3) {outputs=2, kernel=1x2, strides=1x1, pads=0x0x0x0, dilations=1x1, groups=2} : int32[1, 1, 2, 2]
          %limits4 = constant [0, 1] : int32[1, 2]
          %flips4 = constant [-+] : bit[2]
          %sign3 = threshold(%conv3, %limits4, %flips4) : bit[1, 1, 2, 2]
          %w5 = constant @w5 : bit[1, 2, 8, 64]
          %class = xnor_dense(%sign3, %w5) {outputs=1} : int32[1, 1] from "MatMul_4"
          %scores = to_float(%class) : float32[1, 1]
          return %scores
        data @w2
          AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
          AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
          AAAAAAAAAAAAAAAA
        data @w3
          AQAAAAAAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgAAAAAAAAAAAAAAAAAAAAAA
          AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
        data @masks3
          AQAAAAAAAAACAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAAAAAAAAAAAAAA
          AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
        data @w5
          AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
          AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
        """;

    /// <summary>A residual sum with a factor by channel, whose rows are no whole vectors, and a clip of all elements in one row.</summary>
    private const string Residual = """
        bnn 1
        graph residual
          input %x : float32[1, 2, 2, 18]
          %limit = constant [0] : float32[1, 1]
          %flip = constant [-] : bit[1]
          %bits = threshold(%x, %limit, %flip) : bit[1, 2, 2, 18]
          %signs = to_float(%bits) : float32[1, 2, 2, 18]
          %factor = constant [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18] : float32[18]
          %scaled = mul(%signs, %factor) : float32[1, 2, 2, 18]
          %sum = add(%scaled, %x) : float32[1, 2, 2, 18]
          %flat = reshape(%sum) : float32[1, 72]
          %half = constant [0.5] : float32[1]
          %halved = mul(%flat, %half) : float32[1, 72]
          %y = clip(%halved) {low=-1, high=1} : float32[1, 72]
          return %y
        """;

    [Fact]
    public async Task Emits_vectors_that_read_as_if_written_by_hand()
    {
        var graph = BnnParser.Parse(Residual, "residual");
        GraphVerifier.Verify(graph, Stage.Packed);
        string code = new CSharpTarget(new("Example", "Residual")).Spell(graph).Sources[0].Text;
        await Verifier.Verify(code[code.IndexOf("    /// <summary>Computes %sum", StringComparison.Ordinal)..], "cs");
    }

    [Fact]
    public async Task Emits_calls_of_convolutions_that_read_as_if_written_by_hand()
    {
        var graph = BnnParser.Parse(Image, "image");
        GraphVerifier.Verify(graph, Stage.Packed);
        string code = new CSharpTarget(new("Example", "Image")).Spell(graph).Sources[0].Text;
        int start = code.IndexOf("        Span<ulong> arena", StringComparison.Ordinal);
        int end = code.IndexOf("\n    }\n", start, StringComparison.Ordinal);
        await Verifier.Verify(code[start..end], "cs");
    }

    [Theory]
    [InlineData("binary", Binary)]
    [InlineData("pixels", Pixels)]
    [InlineData("values", Values)]
    public async Task Emits_code_that_reads_as_if_written_by_hand(string network, string text)
    {
        var target = new CSharpTarget(new("Example", CSharpNames.Pascal(network)));
        var files = Compiler.Compile(BnnParser.Parse(text, network), target, new()).Code.Sources;
        await Verifier.Verify(string.Concat(files.Select(file => $"// ---- {file.Name}\n{file.Text}")), "cs", $"network={network}");
    }

    [Theory]
    [InlineData("binary", Binary)]
    [InlineData("pixels", Pixels)]
    [InlineData("skip", SkipNetwork.Text)]
    public async Task Emits_a_batch_whose_layers_share_weights_as_if_written_by_hand(string network, string text)
    {
        var target = new CSharpTarget(new("Example", CSharpNames.Pascal(network)) { Kernels = CSharpKernels.Rows });
        string code = Compiler.Compile(BnnParser.Parse(text, network), target, new()).Code.Sources[0].Text;
        int start = code.IndexOf("    [ThreadStatic]", StringComparison.Ordinal);
        int end = code.IndexOf("    /// <summary>The class of", StringComparison.Ordinal);
        await Verifier.Verify(code[start..end], "cs", $"network={network}");
    }

    /// <summary>Two pixels of 56 channels take a word each: the bits between them are read over, those behind the second are not.</summary>
    [Fact]
    public void A_small_layer_on_an_image_reads_its_pixels_to_the_last_channel()
    {
        string text = $$"""
            bnn 1
            graph image
              input %x : float32[1, 1, 2, 56]
              %limit = constant [0] : float32[1, 1]
              %flip = constant [-] : bit[1]
              %bits = threshold(%x, %limit, %flip) : bit[1, 1, 2, 56]
              %weights = constant [{{string.Join(" ", Enumerable.Repeat(new string('-', 64), 128))}}] : bit[8, 2, 8, 64]
              %limits = constant [{{string.Join(", ", Enumerable.Repeat("1", 64))}}] : int32[64]
              %fc1 = nibble_threshold(%bits, %weights, %limits) {outputs=64} : bit[1, 64]
              %scores = to_float(%fc1) : float32[1, 64]
              return %scores
            """;
        string code = new CSharpTarget(new("Example", "Image")).Spell(BnnParser.Parse(text, "image")).Sources[0].Text;
        Assert.Contains("s_fc1 ??= new(Fc1Weights, Fc1Limits, fanIn: 120);", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_without_shared_layers_has_no_method_for_them()
    {
        var code = Compiler.Compile(BnnParser.Parse(Values, "values"), new CSharpTarget(new("Example", "Values")), new()).Code;
        Assert.DoesNotContain("Together", code.Sources[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("binary", Binary)]
    [InlineData("pixels", Pixels)]
    [InlineData("values", Values)]
    [InlineData("skip", SkipNetwork.Text)]
    public void Timers_add_a_method_with_a_mark_behind_each_step_and_change_nothing_else(string network, string text)
    {
        var packed = Compiler.Lower(BnnParser.Parse(text, network), new(), kernels: network == "skip" ? CSharpKernels.Rows : null);
        var options = new CSharpOptions("Example", "Network");
        var (plan, _, plain, _) = new CSharpTarget(options).Spell(packed);
        var timed = new CSharpTarget(options with { TimesSteps = true }).Spell(packed).Sources;
        string code = timed[0].Text;
        int start = code.IndexOf(CSharpTimers.Signature(CSharpTables.ElementName(plan.Input.Type.Element)), StringComparison.Ordinal);
        int end = code.IndexOf("    /// <summary>Computes the scores of <paramref", start, StringComparison.Ordinal);
        var marks = code[start..end].Split('\n').Where(line => line.Contains(".GetTimestamp();", StringComparison.Ordinal));
        Assert.Equal(
            Enumerable.Range(0, plan.Steps.Length + 1).Select(step => $"times[{step}] = System.Diagnostics.Stopwatch.GetTimestamp();"),
            marks.Select(line => line.Trim()));
        Assert.DoesNotContain("times", plain[0].Text, StringComparison.Ordinal);
        start = code.LastIndexOf("    /// <summary>\n    /// Computes", start, StringComparison.Ordinal);
        Assert.Equal(plain[0].Text, code[..start] + code[end..]);
        Assert.Equal(plain[1], timed[1]);
    }
}
