// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Targets.C;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>What compilers and a static analyser say of every kernel there is, in words of every size.</summary>
public class WarningTests
{
    /// <summary>Both families of kernels, words of every size.</summary>
    private static readonly string[] Machines = ["x86-64", "generic", "generic-32", "generic-8"];

    [FactWithTools("gcc")]
    public void Gcc_has_no_warning() => ForEach(Machines, (machine, sources) =>
        AssertSilent("gcc", [.. CBuild.Warnings, "-O2", "-c", sources.PathOf("all.c"), "-o", "/dev/null"], machine));

    [FactWithTools("clang-19")]
    public void Clang_has_no_warning() => ForEach(Machines, (machine, sources) =>
        AssertSilent("clang-19", [.. CBuild.Everything, "-O1", "-c", sources.PathOf("all.c"), "-o", "/dev/null"], machine));

    [FactWithTools("cppcheck")]
    public void Cppcheck_has_no_finding() => ForEach(["x86-64", "generic-32"], (machine, sources) => AssertSilent(
        "cppcheck",
        [
            "--enable=warning,style,performance,portability", "--std=c99", "--suppress=missingIncludeSystem", "--error-exitcode=1", "--quiet",
            "-I" + sources.Folder, sources.PathOf("all.c"),
        ],
        machine));

    private static void ForEach(string[] machines, Action<string, GeneratedSources> check) => Parallel.ForEach(machines, name =>
    {
        using var sources = GeneratedSources.OfEveryKernel(CMachine.Find(name)!, constantTime: name == "generic");
        check(name, sources);
    });

    private static void AssertSilent(string tool, string[] arguments, string machine)
    {
        var run = ChildProcess.Run(tool, arguments);
        Assert.True(run is { ExitCode: 0, Errors: "" }, $"{tool} for {machine}: {run.Errors[..Math.Min(3000, run.Errors.Length)]}");
    }
}
