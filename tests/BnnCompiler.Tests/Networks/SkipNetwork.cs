// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>
/// A network whose first hidden layer two others read, of which one reads both: with kernels of rows all three share their weights in a batch.
/// </summary>
internal static class SkipNetwork
{
    /// <summary>As .bnn text.</summary>
    public const string Text = """
        bnn 1
        graph skip
          input %image : uint8[1, 3]
          %value = to_float(%image) : float32[1, 3]
          %w1 = constant [1, -1, 1, 1, 1, 1, -1, 1, 1] : float32[3, 3]
          %fc1 = dense(%value, %w1) : float32[1, 3]
          %limit = constant [100.5] : float32[1]
          %lowered = sub(%fc1, %limit) : float32[1, 3]
          %sign1 = sign(%lowered) {zero=1} : float32[1, 3]
          %w2 = constant [1, -1, 1, 1, 1, -1] : float32[2, 3]
          %fc2 = dense(%sign1, %w2) : float32[1, 2]
          %sign2 = sign(%fc2) {zero=1} : float32[1, 2]
          %both = concat(%sign2, %sign1) : float32[1, 5]
          %w3 = constant [1, -1, 1, 1, 1, -1, 1, 1, -1, 1] : float32[2, 5]
          %fc3 = dense(%both, %w3) : float32[1, 2]
          %sign3 = sign(%fc3) {zero=1} : float32[1, 2]
          %w4 = constant [1, -1, 1, 1] : float32[2, 2]
          %fc4 = dense(%sign3, %w4) : float32[1, 2]
          %half = constant [0.5, 0.25] : float32[1, 2]
          %scores = mul(%fc4, %half) : float32[1, 2]
          return %scores
        """;
}
