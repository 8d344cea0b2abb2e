// SPDX-License-Identifier: MIT
using SpeedBenchmark.Building;
using SpeedBenchmark.Engines;
using SpeedBenchmark.Measuring;

namespace SpeedBenchmark.Growth;

/// <summary>An engine at all points of a series.</summary>
internal sealed record GrowthLine(string Engine, IReadOnlyList<Summary> Microseconds);

/// <summary>A series that has been measured: the points in turns, as engines of one workload.</summary>
internal sealed record GrowthResult(GrowthSeries Series, IReadOnlyList<GrowthLine> Lines)
{
    private const int Images = 16;

    /// <summary>Measures a series.</summary>
    public static GrowthResult Of(GrowthSeries series, Builds builds, int rounds)
    {
        var engines = series.Points.SelectMany(point => EnginesOf(point, builds)).ToArray();
        double[][] times = Measurement.Of(engines, rounds);
        var lines = from measured in engines.Zip(times)
                    group Summary.Of(measured.Second) by measured.First.Name into line
                    select new GrowthLine(line.Key, [.. line]);
        return new(series, [.. lines]);
    }

    private static IEnumerable<Engine> EnginesOf(GrowthPoint point, Builds builds)
    {
        var compiled = point.Model.Compile();
        int length = compiled.InputShape.Length;
        byte[] pixels = Pixels(Math.Max(Images, point.Batch) * length, point.ActiveShare);
        var examples = new ImageBatches(pixels, length, compiled.ClassCount, point.Batch, threads: 1);
        yield return new GeneratedCSharpEngine(EngineNames.Ours, builds.CSharpLibrary(point.Model), Builds.Prefix, examples);
        if (builds.XnorLibrary(point.Model) is { } xnor)
            yield return new GeneratedCSharpEngine(EngineNames.OursXnor, xnor, Builds.Prefix, examples);
    }

    private static byte[] Pixels(int count, double activeShare)
    {
        var random = new Random(1);
        byte[] pixels = new byte[count];
        for (int i = 0; i < count; i++)
            pixels[i] = (byte)(random.NextDouble() < activeShare ? 255 : 0);
        return pixels;
    }
}
