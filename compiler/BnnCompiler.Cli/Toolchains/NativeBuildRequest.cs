// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Targets.CSharp;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>A native binary to build from generated C#.</summary>
internal sealed record NativeBuildRequest
{
    /// <summary>The stem of the output files and the prefix of the C functions: a C identifier.</summary>
    public required string Name { get; init; }

    /// <summary>The full name of the generated class; its <c>Run(ReadOnlySpan&lt;T&gt; input, Span&lt;float&gt; scores)</c> is called.</summary>
    public required string ClassName { get; init; }

    /// <summary>The generated C#, and nothing else that would need a package.</summary>
    public required ImmutableArray<GeneratedFile> Sources { get; init; }

    /// <summary>The file of a program's <c>Main</c>; null for the program that classifies examples.</summary>
    public GeneratedFile? Entry { get; init; }

    /// <summary>Embedded resources of the generated C#, by logical name; large weights travel so.</summary>
    public ImmutableArray<EmbeddedData> Resources { get; init; } = [];

    /// <summary>The input's dimensions, the first of which is a batch of 1.</summary>
    public required ImmutableArray<int> InputDimensions { get; init; }

    public required InputElement InputElement { get; init; }

    public required int ClassCount { get; init; }

    /// <summary>What the model multiplies a pixel by, such as <c>1/255</c>; null for none. Shown to the program's user.</summary>
    public string? InputScale { get; init; }

    /// <summary>The version of the compiler, shown to the program's user.</summary>
    public required string CompilerVersion { get; init; }

    public required NativeKind Kind { get; init; }

    public required NativePlatform Platform { get; init; }

    /// <summary>The processor the code is compiled for; it refuses to run on a lesser one.</summary>
    public required CpuLevel Cpu { get; init; }

    public required string OutputDirectory { get; init; }

    public int InputLength => InputDimensions.Aggregate(1, (length, dimension) => checked(length * dimension));
}

/// <summary>A source file; the name has no folder.</summary>
internal sealed record GeneratedFile(string Name, string Text);

/// <summary>A resource that the generated C# finds under its logical name.</summary>
internal sealed record EmbeddedData(string LogicalName, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The weights of a model in C#; null if they lie in its code.</summary>
    public static EmbeddedData? Of(CSharpCode code) => code.Weights.IsEmpty ? null : new(code.Options.WeightsResource!, code.Weights.AsMemory());
}

internal enum NativeKind
{
    /// <summary>A program that reads input files and prints classes.</summary>
    Exe,

    /// <summary><c>lib&lt;name&gt;.so</c> and a C header.</summary>
    Shared,

    /// <summary><c>lib&lt;name&gt;.a</c> and a C header.</summary>
    Static,
}

internal enum NativePlatform
{
    LinuxX64,
    LinuxArm64,
}
