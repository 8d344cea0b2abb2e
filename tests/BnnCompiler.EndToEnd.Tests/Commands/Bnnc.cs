// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>The built tool, in a process of its own, as its users start it.</summary>
internal static class Bnnc
{
    /// <summary>Where it is: the build puts it beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "bnnc");

    /// <summary>Runs it to its end.</summary>
    public static ChildProcess Run(params string[] arguments) => ChildProcess.Run(Program, arguments);

    /// <summary>Runs it with other variables; one whose value is null is removed.</summary>
    public static ChildProcess Run(IEnumerable<KeyValuePair<string, string?>> environment, params string[] arguments) =>
        ChildProcess.Run(Program, arguments, environment);

    /// <summary>Runs it in another folder.</summary>
    public static ChildProcess RunIn(string folder, IEnumerable<KeyValuePair<string, string?>> environment, params string[] arguments) =>
        ChildProcess.Run(Program, arguments, environment, folder);

    /// <summary>Runs it and requires that it did what it was asked.</summary>
    public static ChildProcess Done(params string[] arguments) => Done([], arguments);

    /// <summary>Runs it with other variables and requires that it did what it was asked.</summary>
    public static ChildProcess Done(IEnumerable<KeyValuePair<string, string?>> environment, params string[] arguments)
    {
        var run = Run(environment, arguments);
        Assert.True(run.ExitCode == 0, $"bnnc {string.Join(' ', arguments)}\nexit code {run.ExitCode}\n{run.Errors}");
        return run;
    }
}
