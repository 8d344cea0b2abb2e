// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace BnnCompiler.Training.Tests.Commands;

/// <summary>bnn-train as a process of its own.</summary>
internal sealed class TrainerProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _output, _errors;

    private TrainerProcess(IEnumerable<string> arguments)
    {
        // Whoever runs the tests in the background may ignore the signal that interrupts it, and children would too.
        string[] command = ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "bnn-train.dll"), .. arguments];
        _process = Process.Start(new ProcessStartInfo("env", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it.</summary>
    public static TrainerProcess Start(params string[] arguments) => new(arguments);

    /// <summary>Runs it to its end.</summary>
    public static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        using var process = new TrainerProcess(arguments);
        return process.End();
    }

    /// <summary>Waits for the end.</summary>
    public (int ExitCode, string Output, string Errors) End()
    {
        if (!_process.WaitForExit(Longest))
        {
            _process.Kill();
            throw new TimeoutException("bnn-train does not end.");
        }

        return (_process.ExitCode, _output.Result, _errors.Result);
    }

    /// <summary>Ends it as the system does to one that takes too much memory: without a chance to save anything.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", $"{_process.Id}"]).WaitForExit();

    public void Dispose() => _process.Dispose();
}
