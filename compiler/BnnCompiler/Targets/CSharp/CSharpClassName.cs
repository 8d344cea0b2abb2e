// SPDX-License-Identifier: MIT
namespace BnnCompiler.Targets.CSharp;

/// <summary>Which names the generated class can have: C# takes a class's own name before everything that its code refers to.</summary>
internal static class CSharpClassName
{
    // Members of the class, types of the base class library, and the public types of the runtime.
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal)
    {
        "Run", "RunBatch", "RunTogether", "Classify", "InputLength", "ClassCount", "Instance", "ArgumentException", "MemoryMarshal", "MathF",
        "ThreadStatic", "ThreadStaticAttribute", "Batch", "Binarize", "BitPlanes", "BnnModel", "BnnModelAttribute", "BnnModelExtensions",
        "ChannelSelection", "CodedConvolution", "CodedDense", "EmbeddedWeights", "FloatConvolution", "FloatDense", "GroupedXnorConvolution",
        "IBnnModel", "ImagePool", "Lookup", "NibbleDense", "PatternConvolution", "PixelConvolution", "PixelOrder", "PlaneDense", "Pointwise",
        "Prediction", "Quantize", "Rearrange", "SignedConvolution", "SlicedBatch", "SlicedConvolution", "SlicedDense", "SlidingWindow",
        "WeightedConvolution", "XnorConvolution", "XnorDense",
    };

    /// <summary>The name for a model; <c>run</c> becomes <c>RunNetwork</c>, because <c>Run</c> is a method of every generated class.</summary>
    public static string For(string modelName) => CSharpNames.Pascal(modelName) is var name && IsFree(name) ? name : name + "Network";

    /// <summary>Whether the generated code means nothing else by a name.</summary>
    public static bool IsFree(string name) => !Taken.Contains(name);
}
