// SPDX-License-Identifier: MIT
using System.Xml.Linq;
using SpeedBenchmark.Engines;
using SpeedBenchmark.Growth;
using SpeedBenchmark.Measuring;
using SpeedBenchmark.Reporting;

namespace BnnCompiler.EndToEnd.Tests.Benchmarks;

/// <summary>The pictures of the speed benchmark are XML, whatever engines are called.</summary>
public class SpeedPictureTests
{
    private static readonly Conditions Here = new(new("processor <1 GHz", 2, 0, "system", "sdk", "runtime", "gcc", "bnnc"), "clang", "1.0", 4);

    [Fact]
    public void A_bar_stands_for_each_engine()
    {
        EngineResult[] engines = [new(EngineNames.Ours, new(1.5, 1.6), new(1, 1), "1/1"), new("loop & more", new(120, 130), new(80, 82), "1/1")];
        var picture = XElement.Parse(SvgPlot.Of(new(Here, [new("W1", "one image", engines, [])], [])));

        string[] words = [.. picture.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Contains("loop & more", words);
        Assert.Contains("82.0x  120 us", words);
        Assert.Equal(1 + engines.Length, picture.Elements().Count(element => element.Name.LocalName == "rect"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_line_stands_for_each_engine(bool isLogarithmic)
    {
        GrowthLine[] lines = [new(EngineNames.Ours, [new(1, 2), new(3, 4)]), new("others", [new(11, 12), new(300, 310)])];
        var series = new GrowthSeries("width", "Width", "outputs", isLogarithmic, [new(64, new("m", "m.bnn")), new(128, new("n", "n.bnn"))]);
        var picture = XElement.Parse(SmallMultiples.Of(new(Here, [new(series, lines)])));

        Assert.Equal(lines.Length, picture.Elements().Count(element => element.Name.LocalName == "polyline"));
    }
}
