// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Toolchains;

/// <summary>
/// Makes a static library that a plain <c>cc main.c libname.a -lm</c> links: model, C side and the parts of the .NET runtime they need,
/// linked into one object whose only visible symbols are the C functions. An archive of separate objects would need eight runtime
/// archives beside it in a certain order, would lose the runtime's start-up object, to which nothing refers, and could not be linked with
/// a second one.
/// </summary>
internal static class StaticLibrary
{
    /// <summary>Sections that the runtime finds by the linker's <c>__start_</c> and <c>__stop_</c> symbols: each library needs its own.</summary>
    private static readonly string[] OwnSections = ["__modules", "__managedcode", "__unbox"];

    public static string LinkLine(string name) => $"cc main.c lib{name}.a -lm -lpthread -ldl";

    public static string MergeTarget(NativeBuildRequest request, NativeTools tools)
    {
        string visible = string.Join(' ', CLibrary.ExportedNames(request.Name).Select(symbol => "--keep-global-symbol=" + symbol));
        string renamed = string.Join(' ', OwnSections.Select(section =>
            $"--rename-section {section}={request.Name}{section} "
            + $"--redefine-sym __start_{section}=__start_{request.Name}{section} --redefine-sym __stop_{section}=__stop_{request.Name}{section}"));
        return $"""
              <Target Name="MergeIntoOneObject" AfterTargets="LinkNative">
                <ItemGroup>
                  <Merged Include="$(NativeObject);@(NativeLibrary)" />
                </ItemGroup>
                <Exec Command="{tools.Compiler} -r -nostdlib -fuse-ld=bfd -Wl,--force-group-allocation -o merged.o @(Merged->'&quot;%(Identity)&quot;', ' ')" />
                <Exec Command="{tools.ObjectCopy} --strip-unneeded {renamed} {visible} merged.o {request.Name}.o" />
                <Delete Files="$(NativeBinary)" />
                <Exec Command="{tools.Archiver} crsD &quot;$(NativeBinary)&quot; {request.Name}.o" />
              </Target>
            """;
    }
}
