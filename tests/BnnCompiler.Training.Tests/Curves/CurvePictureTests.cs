// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Xml.Linq;
using BnnCompiler.Training.Curves;

namespace BnnCompiler.Training.Tests.Curves;

public class CurvePictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Points_lie_where_the_axes_say()
    {
        XElement picture = Draw(("net", Curve([8, 4, 2], testErrors: [6, 4, 2])));

        // The plot is 632 x 320 from (64, 48) on; epochs 1..3 from left to right, errors 2..8 from below.
        Assert.Equal(["64,154.67 380,261.33 696,368", "64,48 380,261.33 696,368"], Lines(picture));
        Assert.Equal(["1", "2", "3", "2", "4", "6", "8"], Texts(picture, "middle", "end").Where(text => text.Length == 1));
    }

    [Fact]
    public void A_wide_range_is_drawn_logarithmically()
    {
        XElement picture = Draw(("net", Curve([100, 10, 1])));
        Assert.Equal(["64,48 380,208 696,368"], Lines(picture));
        Assert.Equal(["1", "2", "5", "10", "20", "50", "100"], Texts(picture, "end"));
        Assert.Contains("error, % (logarithmic)", Texts(picture, "middle"));
    }

    [Fact]
    public void One_curve_shows_all_its_errors() =>
        Assert.Equal(["test", "validation", "training"], Legend(Draw(("net", Curve([3, 2], [4, 3], [5, 4])))));

    [Fact]
    public void Several_curves_show_the_error_that_all_have()
    {
        XElement picture = Draw(("Adam", Curve([3, 2], [4, 3], [5, 4])), ("AdaMax", Curve([6, 5], null, [7, 6])));
        Assert.Equal(["Adam", "AdaMax"], Legend(picture));
        Assert.Contains("validation error, %", Texts(picture, "middle"));
        Assert.Equal(2, Lines(picture).Length);
    }

    [Fact]
    public void Curves_differ_in_colour_and_in_dashes()
    {
        XElement picture = Draw([.. Enumerable.Range(0, 6).Select(i => ($"run {i}", Curve([i + 1, i])))]);
        ImmutableArray<XElement> lines = [.. picture.Descendants(Svg + "polyline")];
        Assert.Equal(6, lines.Select(line => line.Attribute("class")!.Value).Distinct().Count());
        Assert.Equal(6, lines.Select(line => line.Attribute("stroke-dasharray")?.Value ?? "").Distinct().Count());
    }

    [Fact]
    public void A_long_legend_takes_more_rows_and_a_higher_picture()
    {
        XElement low = Draw(("a", Curve([1])), ("b", Curve([2])));
        XElement high = Draw((new string('a', 40), Curve([1])), (new string('b', 40), Curve([2])));
        Assert.Equal(22, Height(high) - Height(low));

        static int Height(XElement picture) => (int)picture.Attribute("height")!;
    }

    [Fact]
    public void Names_are_text_and_nothing_else()
    {
        XElement picture = Draw(("<script>alert('&')</script>\u0001", Curve([2, 1])), ("b", Curve([3, 2])));
        Assert.Contains("<script>alert('&')</script>?", Legend(picture));
        Assert.Empty(picture.Descendants(Svg + "script"));
    }

    [Fact]
    public void Values_that_are_no_numbers_are_left_out() => Assert.Equal(["64,48 696,368"], Lines(Draw(("net", Curve([2, double.NaN, 1])))));

    [Fact]
    public void One_epoch_is_a_point()
    {
        XElement point = Assert.Single(Draw(("net", Curve([2]))).Descendants(Svg + "circle"));
        Assert.Equal(("380", "368"), (point.Attribute("cx")!.Value, point.Attribute("cy")!.Value));
    }

    [Fact]
    public void No_epoch_is_an_empty_plot() => Assert.Empty(Lines(Draw(("net", LearningCurve.Empty))));

    [Fact]
    public void Both_colour_schemes_have_their_own_ground_and_no_script_is_used()
    {
        string svg = CurvePicture.Svg([("net", Curve([2, 1]))], "title");
        Assert.Contains("@media (prefers-color-scheme: dark)", svg, StringComparison.Ordinal);
        Assert.Equal(2, svg.Split(".ground {").Length - 1);
        Assert.DoesNotContain("script", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("href", svg, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', svg);
    }

    private static XElement Draw(params (string Name, LearningCurve Curve)[] curves) => XElement.Parse(CurvePicture.Svg(curves, "title"));

    private static LearningCurve Curve(double[] trainErrors, double[]? testErrors = null, double[]? validationErrors = null) =>
        new([.. trainErrors.Select((error, i) => new EpochRecord(i + 1, 0.1, 1, error, validationErrors?[i], testErrors?[i], 1))]);

    private static string[] Lines(XElement picture) => [.. picture.Descendants(Svg + "polyline").Select(line => line.Attribute("points")!.Value)];

    private static string[] Texts(XElement picture, params string?[] classes) =>
        [.. picture.Elements(Svg + "text").Where(text => classes.Contains(text.Attribute("class")?.Value)).Select(text => text.Value)];

    private static string[] Legend(XElement picture) => Texts(picture, [null]);
}
