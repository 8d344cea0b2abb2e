// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Training.Curves;

/// <summary>Learning curves as a picture: errors over epochs.</summary>
public static class CurvePicture
{
    private static readonly ImmutableArray<(string Name, Func<EpochRecord, double?> Error)> Errors =
    [
        ("test", epoch => epoch.TestError),
        ("validation", epoch => epoch.ValidationError),
        ("training", epoch => epoch.TrainError),
    ];

    /// <summary>
    /// An SVG. One curve is drawn with all its errors. Of several, the test errors are drawn, so that they compare; where a run has none, all
    /// validation errors, or else all training errors. The same curves give the same bytes.
    /// </summary>
    public static string Svg(IReadOnlyList<(string Name, LearningCurve Curve)> curves, string title)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(title);
        if (curves.Count == 1)
        {
            LearningCurve curve = curves[0].Curve;
            ImmutableArray<ChartLine> lines =
                [.. Errors.Select(error => Line(error.Name, curve, error.Error)).Where(line => !line.Points.IsEmpty)];
            return new LineChart(title, "error, %", lines).ToSvg();
        }

        var (name, shared) = Errors.FirstOrDefault(
            error => curves.All(named => named.Curve.Epochs.Any(epoch => error.Error(epoch) is not null)), Errors[^1]);
        return new LineChart(title, $"{name} error, %", [.. curves.Select(named => Line(named.Name, named.Curve, shared))]).ToSvg();
    }

    private static ChartLine Line(string name, LearningCurve curve, Func<EpochRecord, double?> error) =>
        new(name, [.. curve.Epochs
            .Select(epoch => (epoch.Epoch, Error: error(epoch) ?? double.NaN))
            .Where(point => double.IsFinite(point.Error))]);
}
