// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using BnnCompiler.Runtime.Registers.Lanes;
using Xunit.Abstractions;

namespace BnnCompiler.Runtime.Tests.Registers;

public sealed class RegisterWidthTests(ITestOutputHelper output)
{
    /// <summary>The environment variable that names the widest register a run is meant to use, in bits.</summary>
    internal const string WidestRegister = "BNN_TEST_WIDEST_REGISTER";

    [Fact]
    public void Kernels_use_registers_no_wider_than_this_run_is_about()
    {
        int width = Lanes512.IsSupported ? 512 : Lanes256.IsSupported ? 256 : Lanes128.IsSupported ? 128 : 64;
        int asked = Environment.GetEnvironmentVariable(WidestRegister) is { } bits ? int.Parse(bits, CultureInfo.InvariantCulture) : 512;
        string lacking = width < asked ? ": this processor has no wider ones" : "";
        output.WriteLine($"registers of {width} bits, at most {asked} asked for{lacking}");

        // AdvSimd belongs to every arm64 processor and may not be switched off.
        int least = AdvSimd.IsSupported ? 128 : 64;
        Assert.InRange(width, least, Math.Max(asked, least));
    }
}
