// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Reflection;
using BnnCompiler.Kernels.Nibble;
using BnnCompiler.Kernels.Patterns;
using BnnCompiler.Kernels.Pixels;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Runtime;

namespace BnnCompiler.EndToEnd.Tests.Targets;

/// <summary>
/// Numbers of the runtime's kernels that the compiler repeats, because it may not reference the runtime: what a kernel takes, and how much it does.
/// </summary>
public class RuntimeConstantsTests
{
    [Theory]
    [InlineData(typeof(PatternGroups), "MostTaps", "TapGroups", "MostTaps", 1)]
    [InlineData(typeof(PatternGroups), "MostPatterns", "PatternConvolution", "MostPatterns", 1)]
    [InlineData(typeof(PatternGroups), "FewestColumns", "PatternConvolution", "FewestColumns", 1)]
    [InlineData(typeof(SlicedConvThresholdKernel), "MostOutputsOfTiles", "ActivePixels", "MostRowWords", 64)]
    [InlineData(typeof(InterleavedWeights), "Lanes", "NeuronBlock", "Neurons", 1)]
    [InlineData(typeof(NibbleWeights), "UnitBytes", "NibbleDense", "WordBytes", 1)]
    [InlineData(typeof(PixelConvThreshold), "MostColumns", "BitSquare", "Side", 1)]
    public void The_compiler_knows_what_a_kernel_of_the_runtime_takes(Type compilers, string name, string kernel, string runtimesName, int times)
    {
        var runtimes = typeof(IBnnModel).Assembly.GetTypes().Single(type => type.Name == kernel);
        Assert.Equal(times * ValueOf(runtimes, runtimesName), ValueOf(compilers, name));
    }

    private static int ValueOf(Type type, string constant)
    {
        var field = type.GetField(constant, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
        Assert.True(field is { IsLiteral: true }, $"{type.Name} has no constant {constant} any more; name here what took its place");
        return Convert.ToInt32(field.GetRawConstantValue(), CultureInfo.InvariantCulture);
    }
}
