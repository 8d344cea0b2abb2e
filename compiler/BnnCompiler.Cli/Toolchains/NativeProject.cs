// SPDX-License-Identifier: MIT
using System.Security;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>Writes the project file that <c>dotnet publish</c> turns into a native binary.</summary>
internal static class NativeProject
{
    public const string AssemblyName = "model";
    public const string ObjectFile = "native.o";
    public const string ExportsFile = "exports.map";

    public static string Write(NativeBuildRequest request, NativeTools tools, string runtimeAssembly)
    {
        string kind = request.Kind switch
        {
            NativeKind.Exe => "<OutputType>Exe</OutputType>",
            NativeKind.Shared => "<OutputType>Library</OutputType><NativeLib>Shared</NativeLib>",
            _ => "<OutputType>Library</OutputType><NativeLib>Static</NativeLib>",
        };
        string instructionSet = (request.Platform, request.Cpu) switch
        {
            (_, CpuLevel.Native) => "native",
            (NativePlatform.LinuxX64, CpuLevel.Baseline) => "x86-64-v2",
            (NativePlatform.LinuxX64, _) => "x86-64-v3",
            _ => "",
        };
        string resources = string.Concat(request.Resources.Select((resource, index) =>
            $"\n    <EmbeddedResource Include=\"{ResourceFile(index)}\" LogicalName=\"{Xml(resource.LogicalName)}\""
            + " WithCulture=\"false\" Type=\"Non-Resx\" />"));
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <AssemblyName>{AssemblyName}</AssemblyName>
                {kind}
                <RuntimeIdentifier>{RuntimeIdentifier(request.Platform)}</RuntimeIdentifier>
                <PublishAot>true</PublishAot>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <EnableDefaultItems>false</EnableDefaultItems>
                <RunAnalyzers>false</RunAnalyzers>
                <EnableTrimAnalyzer>false</EnableTrimAnalyzer>
                <EnableAotAnalyzer>false</EnableAotAnalyzer>
                <EnableSingleFileAnalyzer>false</EnableSingleFileAnalyzer>
                <!-- The same model gives the same bytes wherever it is built. -->
                <Deterministic>true</Deterministic>
                <PathMap>$(MSBuildProjectDirectory)=/</PathMap>
                <DebugType>none</DebugType>
                <!-- Small: no debug symbols, culture data, resource strings, stack traces or event tracing. -->
                <NativeDebugSymbols>false</NativeDebugSymbols>
                <StripSymbols>true</StripSymbols>
                <InvariantGlobalization>true</InvariantGlobalization>
                <UseSystemResourceKeys>true</UseSystemResourceKeys>
                <StackTraceSupport>false</StackTraceSupport>
                <DebuggerSupport>false</DebuggerSupport>
                <EventSourceSupport>false</EventSourceSupport>
                <IlcInstructionSet>{instructionSet}</IlcInstructionSet>
                <CppCompilerAndLinker>{tools.Compiler}</CppCompilerAndLinker>
                <ObjCopyName>{tools.ObjectCopy}</ObjCopyName>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="*.cs" />{resources}
                <Reference Include="BnnCompiler.Runtime" HintPath="{Xml(runtimeAssembly)}" />
                <NativeLibrary Include="$(MSBuildProjectDirectory)/{ObjectFile}" />
                <!-- The runtime library calls the C library directly, without looking it up by name. -->
                <DirectPInvoke Include="libc" />
                <!-- OptimizationPreference=Speed would also link a vectorized sort that nothing calls, 100 KB of it. -->
                <IlcArg Include="--Ot" />
                <LinkerArg Include="-Wl,-soname,lib{request.Name}.so" Condition="'$(NativeLib)' == 'Shared'" />
              </ItemGroup>
              <Target Name="LetGccLink" AfterTargets="SetupOSSpecificProps" Condition="!$(CppCompilerAndLinker.Contains('clang'))">
                <!-- Only clang knows this option; a gcc is built for one target, and its name says which. -->
                <ItemGroup>
                  <LinkerArg Remove="--target=$(TargetTriple)" />
                </ItemGroup>
              </Target>
              <Target Name="ExportTheCFunctions" BeforeTargets="LinkNative" AfterTargets="IlcCompile" Condition="'$(NativeLib)' == 'Shared'">
                <Copy SourceFiles="{ExportsFile}" DestinationFiles="$(ExportsFile)" />
              </Target>
            {(request.Kind == NativeKind.Static ? StaticLibrary.MergeTarget(request, tools) : "")}
            </Project>

            """;
    }

    public static string ResourceFile(int index) => $"resource{index}.bin";

    /// <summary>The linker's list of what a shared library shows; everything else stays inside.</summary>
    public static string Exports(NativeBuildRequest request) =>
        $"{{\n  global: {string.Join("; ", CLibrary.ExportedNames(request.Name))};\n  local: *;\n}};\n";

    private static string RuntimeIdentifier(NativePlatform platform) => platform == NativePlatform.LinuxX64 ? "linux-x64" : "linux-arm64";

    // MSBuild expands $( and @( and globs in item names; a file name may contain them.
    private static string Xml(string text)
    {
        string escaped = text.Replace("%", "%25", StringComparison.Ordinal);
        foreach (char special in "$@;*?()'")
            escaped = escaped.Replace(special.ToString(), $"%{(int)special:X2}", StringComparison.Ordinal);
        return SecurityElement.Escape(escaped);
    }
}
