// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using BnnCompiler.Training.Curves;
using BnnCompiler.Training.Runs;
using Spectre.Console;

namespace BnnCompiler.Training.Cli.Output;

/// <summary>A line per epoch on stdout; on a terminal, below it, how far the epoch is and how long the run will take.</summary>
internal sealed class TrainingProgress(TrainingRun run) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly bool _isTerminal = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly long _doneBefore = BatchesOf(run.Position, run);
    private TimeSpan _next;
    private bool _isDrawn;

    /// <summary>After every batch.</summary>
    public void Report(RunPosition position)
    {
        if (!_isTerminal || _clock.Elapsed < _next)
            return;
        _next = _clock.Elapsed + Interval;
        long done = BatchesOf(position, run), total = (long)run.Recipe.Epochs * run.BatchesPerEpoch;
        var left = _clock.Elapsed / (done - _doneBefore) * (total - done);
        double loss = position.LossSum / position.Batch, error = 100.0 * position.Wrong / (position.Batch * run.Recipe.Batch);
        const int width = 20;
        int filled = (int)((long)width * position.Batch / run.BatchesPerEpoch);
        string bar = $"[blue]{new string('█', filled)}[/][grey]{new string('░', width - filled)}[/]";
        Draw(string.Create(CultureInfo.InvariantCulture,
            $"epoch {position.Epoch + 1,4} {bar} loss {loss:F4}, training error {error:F2} %, {Duration(left)} left"));
    }

    /// <summary>After every epoch.</summary>
    public void EndEpoch()
    {
        Dispose();
        Console.WriteLine(Line(run.Curve.Epochs[^1]));
    }

    /// <summary>Says what goes on, on a terminal.</summary>
    public void Say(string what)
    {
        if (_isTerminal)
            Draw(what);
    }

    /// <summary>The end of the run.</summary>
    public void Finish(double testError, string folder)
    {
        Dispose();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"finished in {Duration(_clock.Elapsed)}: test error {testError:F2} %, that is {100 - testError:F2} % right; "
            + $"the network is in {folder}"));
    }

    /// <summary>Removes the line that is being drawn.</summary>
    public void Dispose()
    {
        if (_isDrawn)
            AnsiConsole.Write("\r\u001b[K");
        _isDrawn = false;
    }

    private string Line(EpochRecord epoch) => string.Create(CultureInfo.InvariantCulture,
        $"epoch {epoch.Epoch,4} of {run.Recipe.Epochs}  rate {epoch.LearningRate:0.0e+0}  loss {epoch.TrainLoss:F4}  "
        + $"training error {epoch.TrainError,5:F2} %{Error("  validation", epoch.ValidationError)}{Error("  test", epoch.TestError)}  "
        + $"{epoch.Seconds:F1} s");

    private static string Error(string name, double? percent) =>
        percent is { } error ? string.Create(CultureInfo.InvariantCulture, $"{name} {error,5:F2} %") : "";

    private static long BatchesOf(RunPosition position, TrainingRun run) => ((long)position.Epoch * run.BatchesPerEpoch) + position.Batch;

    private static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min")
        : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds:00} s" : $"{time.Seconds} s";

    private void Draw(string markup)
    {
        AnsiConsole.Write("\r\u001b[K");
        AnsiConsole.Markup(markup);
        _isDrawn = true;
    }
}
