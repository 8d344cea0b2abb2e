// SPDX-License-Identifier: MIT
namespace BnnCompiler.SourceGenerator.Tests;

/// <summary>Texts of small networks.</summary>
internal static class Networks
{
    /// <summary>Two dense layers on pixels.</summary>
    public static string Dense(string name = "tiny", int firstWeight = 1) => $$"""
        bnn 1
        graph {{name}}
          input %pixels : uint8[1, 4]
          %x = to_float(%pixels) : float32[1, 4]
          %half = constant [127.5] : float32[1, 1]
          %centred = sub(%x, %half) : float32[1, 4]
          %wf = constant [{{firstWeight}}, 1, -1, -1, 1, -1, 1, -1, -1, 1, 1, -1] : float32[3, 4]
          %signs = sign(%centred) {zero=1} : float32[1, 4]
          %sums = dense(%signs, %wf) : float32[1, 3]
          %hidden = sign(%sums) {zero=1} : float32[1, 3]
          %v = constant [1, -1, 1, -1, 1, 1] : float32[2, 3]
          %scores = dense(%hidden, %v) : float32[1, 2]
          return %scores

        """;
}
