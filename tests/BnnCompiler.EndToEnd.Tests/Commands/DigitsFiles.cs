// SPDX-License-Identifier: MIT
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>The files of the model that comes with the repository: 16 by 16 pixels in, ten scores out.</summary>
internal static class DigitsFiles
{
    public static readonly string Model = In("digits.onnx");
    public static readonly string Images = In("test-images.idx3-ubyte.gz");
    public static readonly string Labels = In("test-labels.idx1-ubyte.gz");
    public static readonly string Scores = In("expected-scores.npy");
    public static readonly string Three = In("digit-3.png");

    /// <summary>How its pixels become numbers.</summary>
    public static readonly string[] Scale = ["--input-scale", "1/255"];

    private static string In(string name) => SharedFiles.InRepository($"examples/models/digits/{name}");
}
