// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>Writes the C# around the generated class: a program's entry point, or the function that a library's C side calls.</summary>
internal static class ManagedSources
{
    public static GeneratedFile Program(NativeBuildRequest request) => new(
        "Program.cs",
        $$"""
        using BnnCompiler.Runtime.Hosting;
        using BnnCompiler.Runtime.Inputs;

        internal static class Program
        {
            private static int Main(string[] arguments) => ClassifierProgram.Run(
                arguments,
                new ClassifierInfo(
                    name: {{Literal(request.Name)}},
                    inputDimensions: [{{Dimensions(request)}}],
                    inputElement: InputElement.{{request.InputElement}},
                    classCount: {{request.ClassCount}},
                    inputScale: {{Literal(request.InputScale)}},
                    version: {{Literal(request.CompilerVersion)}}),
                global::{{request.ClassName}}.Run);
        }

        """);

    public static GeneratedFile Exports(NativeBuildRequest request)
    {
        string input = request.InputElement == InputElement.UInt8 ? "byte" : "float";
        return new(
            "Exports.cs",
            $$"""
            using System;
            using System.Runtime.InteropServices;

            internal static unsafe class Exports
            {
                // A span holds fewer elements than C may count.
                private const int MostAtOnce = {{Math.Max(1, int.MaxValue / Math.Max(request.InputLength, request.ClassCount))}};

                // The C side has checked pointers, lengths and the processor. An exception must not cross into C: it would end the process.
                [UnmanagedCallersOnly(EntryPoint = "{{CLibrary.ManagedRun(request.Name)}}")]
                private static int Run({{input}}* inputs, float* scores, nuint count, nuint threads)
                {
                    try
                    {
                        for (nuint i = 0; i < count;)
                        {
                            int some = (int)nuint.Min(count - i, MostAtOnce);
                            var someInputs = new ReadOnlySpan<{{input}}>(inputs + (i * {{request.InputLength}}), some * {{request.InputLength}});
                            var someScores = new Span<float>(scores + (i * {{request.ClassCount}}), some * {{request.ClassCount}});
                            if (some == 1)
                                global::{{request.ClassName}}.Run(someInputs, someScores);
                            else
                                global::{{request.ClassName}}.RunBatch(someInputs, some, someScores, (int)nuint.Clamp(threads, 1, MostAtOnce));
                            i += (nuint)some;
                        }

                        return 0;
                    }
                    catch (Exception)
                    {
                        return -4;
                    }
                }
            }

            """);
    }

    private static string Dimensions(NativeBuildRequest request) =>
        string.Join(", ", request.InputDimensions.Select(dimension => dimension.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A C# string literal; every character that could end or escape it is written as its code.</summary>
    private static string Literal(string? text) => text is null ? "null" : $"\"{string.Concat(text.Select(Character))}\"";

    private static string Character(char character) => char.IsAsciiLetterOrDigit(character) || character is '/' or '.' or '-' or '_' or '+' or ' '
        ? character.ToString()
        : $"\\u{(int)character:X4}";
}
