// SPDX-License-Identifier: MIT
using System.Reflection;
using BnnCompiler.Cli.Models;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>From a compiled model to what the native toolchain needs.</summary>
internal static class NativeBuild
{
    /// <summary>The request to build <paramref name="model"/>, with a method that times its steps if that is asked for.</summary>
    public static NativeBuildRequest Request(
        CompiledModel model, string? name, NativeKind kind, TargetMachine machine, string folder, bool timesSteps = false)
    {
        var names = CompiledModel.HiddenNames;
        var code = model.ToCSharp(names with { TimesSteps = timesSteps });
        return new()
        {
            Name = name ?? model.Imported.Name.Replace('.', '_').ToLowerInvariant(),
            ClassName = $"{names.Namespace}.{names.ClassName}",
            Sources = [.. code.Sources.Select(file => new GeneratedFile(file.Name, file.Text))],
            Resources = EmbeddedData.Of(code) is { } weights ? [weights] : [],
            InputDimensions = model.Dimensions,
            InputElement = model.InputShape.Element,
            ClassCount = model.ClassCount,
            InputScale = model.Input.Scale,
            CompilerVersion = Version,
            Kind = kind,
            Platform = machine.Platform,
            Cpu = machine.Cpu,
            OutputDirectory = folder,
        };
    }

    /// <summary>The compiler's version, without a commit.</summary>
    public static string Version =>
        typeof(NativeBuild).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
