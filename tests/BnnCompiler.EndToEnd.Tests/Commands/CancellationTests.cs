// SPDX-License-Identifier: MIT
using System.Diagnostics;
using BnnCompiler.EndToEnd.Tests.Toolchains;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>Ctrl-C ends every long command within seconds, with a message and without a trace.</summary>
public sealed class CancellationTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly TestFolder _folder = new();

    [FactWithTools("bash", "gcc")]
    public void An_interrupted_build_leaves_nothing() => BuildAndCancel("INT");

    [FactWithTools("bash", "gcc")]
    public void A_terminated_build_leaves_nothing() => BuildAndCancel("TERM");

    [FactWithTools("bash")]
    public void A_run_leaves_nothing()
    {
        // The interpreter has a minute of work with these.
        string images = _folder.Write("images.raw", new byte[256 * 400_000]);
        using var run = Start(["run", DigitsFiles.Model, .. DigitsFiles.Scale, "--engine", "interpreter", "--input", images, "-o", _folder["out"]]);
        WaitUntil(() => HasWorked(run));
        AssertCancelled(run);
    }

    [FactWithTools("bash")]
    public void A_verification_leaves_nothing()
    {
        using var verify = Start(["verify", DigitsFiles.Model, .. DigitsFiles.Scale, "--no-native", "--samples", "400000"]);
        WaitUntil(() => Directory.EnumerateFiles(_folder["temp"], "inputs.raw", SearchOption.AllDirectories).Any());
        AssertCancelled(verify);
    }

    public void Dispose() => _folder.Dispose();

    private void BuildAndCancel(string signal)
    {
        using var build = Start("build", DigitsFiles.Model, "-o", _folder["out"]);
        WaitUntil(() => Directory.EnumerateFiles(_folder["temp"], "native.o", SearchOption.AllDirectories).Any());
        AssertCancelled(build, signal);
    }

    private Process Start(params string[] arguments)
    {
        // Whoever runs the tests in the background may ignore the signal, and children would too.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", Bnnc.Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = Directory.CreateDirectory(_folder["temp"]).FullName;
        return Process.Start(start)!;
    }

    /// <summary>
    /// Whether a process has come past its start, which takes less than half a second of processor time, however long on a busy machine.
    /// </summary>
    private static bool HasWorked(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime > TimeSpan.FromSeconds(1);
    }

    private static void WaitUntil(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Soon, "the command has not come so far");
            Thread.Sleep(50);
        }
    }

    private void AssertCancelled(Process process, string signal = "INT")
    {
        Command.Run("bash", "-c", $"kill -{signal} {process.Id}");
        bool hasEnded = process.WaitForExit(Soon);
        if (!hasEnded)
            process.Kill(entireProcessTree: true);
        Assert.True(hasEnded, "the command did not end");
        string errors = process.StandardError.ReadToEnd();
        Assert.True(process.ExitCode == 2, $"exit code {process.ExitCode}: {errors}");
        Assert.EndsWith("cancelled; no file was changed\n", errors, StringComparison.Ordinal);
        Assert.Equal("", process.StandardOutput.ReadToEnd());
        Assert.False(Path.Exists(_folder["out"]));
        Assert.DoesNotContain(_folder.Content, entry => entry.StartsWith("temp/bnnc", StringComparison.Ordinal));
    }
}
