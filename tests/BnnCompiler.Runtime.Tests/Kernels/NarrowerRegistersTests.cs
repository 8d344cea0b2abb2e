// SPDX-License-Identifier: MIT
using System.Diagnostics;
using BnnCompiler.Runtime.Tests.Registers;

namespace BnnCompiler.Runtime.Tests.Kernels;

/// <summary>
/// Runs the tests of kernels, registers and images once more for each narrower register width, in a process that is told to do without the wider one.
/// A processor that lacks a width anyway runs them at its own.
/// </summary>
public sealed class NarrowerRegistersTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 64)]
    public async Task Kernels_pass_their_tests_without(string feature, int widestRegister)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList =
            {
                "test", typeof(NarrowerRegistersTests).Assembly.Location,
                "--filter",
                "(FullyQualifiedName~.Kernels.|FullyQualifiedName~.Registers.|FullyQualifiedName~.Images.)"
                + $"&FullyQualifiedName!~{nameof(NarrowerRegistersTests)}",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[feature] = "0";
        start.Environment[RegisterWidthTests.WidestRegister] = widestRegister.ToString(System.Globalization.CultureInfo.InvariantCulture);

        using var run = Process.Start(start)!;
        var errors = run.StandardError.ReadToEndAsync();
        string output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();

        Assert.True(run.ExitCode == 0 && output.Contains("Passed!", StringComparison.Ordinal), output + await errors);
    }
}
