// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;

namespace BnnCompiler.Cli.Output;

/// <summary>Shows on stderr what a long command is doing, one line per stage, where stderr is a terminal.</summary>
internal sealed class StageLine : IDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private bool _isOpen;

    /// <summary>Says that a stage begins.</summary>
    public void Report(string stage)
    {
        Dispose();
        if (Console.IsErrorRedirected)
            return;
        _clock.Restart();
        _isOpen = true;
        Console.Error.Write(stage + " ...");
    }

    /// <summary>Ends the last stage.</summary>
    public void Dispose()
    {
        if (_isOpen)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $" {_clock.Elapsed.TotalSeconds:F1} s"));
        _isOpen = false;
    }
}
