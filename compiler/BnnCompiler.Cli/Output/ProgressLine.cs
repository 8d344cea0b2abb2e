// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace BnnCompiler.Cli.Output;

/// <summary>A line on stderr that tells how far long work has come; silent where stderr is no terminal and in the first second.</summary>
internal sealed class ProgressLine(string what, int total) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly bool _isVisible = !Console.IsErrorRedirected && AnsiConsole.Profile.Capabilities.Interactive;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = TimeSpan.FromSeconds(1);
    private bool _isDrawn;

    /// <summary>Says that <paramref name="done"/> of the total are done.</summary>
    public void Report(int done)
    {
        if (!_isVisible || _clock.Elapsed < _next)
            return;
        _next = _clock.Elapsed + Interval;
        _isDrawn = true;
        var left = _clock.Elapsed * ((double)(total - done) / done);
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{done} of {total} {what}, about {left.TotalSeconds:F0} s left  "));
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        if (_isDrawn)
            Console.Error.Write("\r" + new string(' ', 60) + "\r");
    }
}
