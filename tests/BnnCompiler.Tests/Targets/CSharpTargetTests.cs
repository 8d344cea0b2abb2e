// SPDX-License-Identifier: MIT
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests.Snapshots;
using BnnCompiler.Text;

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

    [Theory]
    [InlineData("binary", Binary)]
    [InlineData("pixels", Pixels)]
    [InlineData("values", Values)]
    public async Task Emits_code_that_reads_as_if_written_by_hand(string network, string text)
    {
        var files = Compiler.CompileToCSharp(BnnParser.Parse(text, network), new("Example", CSharpNames.Pascal(network)), new());
        await Verifier.Verify(string.Concat(files.Select(file => $"// ---- {file.Name}\n{file.Text}")), "cs", $"network={network}");
    }
}
