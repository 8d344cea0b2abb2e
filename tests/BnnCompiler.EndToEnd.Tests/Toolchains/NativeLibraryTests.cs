// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests.Toolchains;

[Collection(NativeBuilds.Collection)]
public class NativeLibraryTests(NativeBuilds builds)
{
    private static readonly string[] StrictC99 = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"];

    /// <summary>Checks every function and every error; prints the class and the scores' bits of each example of its argument.</summary>
    private const string Client = """
        #include <stdio.h>
        #include <string.h>
        #include "tiny.h"

        #define EXAMPLES 3

        int main(int argc, char **argv)
        {
            static uint8_t inputs[EXAMPLES * TINY_INPUT_LENGTH];
            float scores[EXAMPLES * TINY_CLASS_COUNT];
            float one[TINY_CLASS_COUNT];
            size_t i;
            size_t c;
            FILE *file = fopen(argv[argc - 1], "rb");
            if (file == NULL || fread(inputs, 1, sizeof inputs, file) != sizeof inputs)
                return 10;
            fclose(file);
            if (tiny_abi_version() != TINY_ABI_VERSION || tiny_input_length() != 64 || tiny_class_count() != 4)
                return 11;
            if (tiny_run(NULL, 64, one, 4) != TINY_ERROR_NULL_POINTER || tiny_run(inputs, 64, NULL, 4) != TINY_ERROR_NULL_POINTER)
                return 12;
            if (tiny_run(inputs, 63, one, 4) != TINY_ERROR_WRONG_LENGTH || tiny_run(inputs, 64, one, 5) != TINY_ERROR_WRONG_LENGTH
                || tiny_run_batch(inputs, 64, scores, 4, (size_t)-1 / 8) != TINY_ERROR_WRONG_LENGTH
                || tiny_classify(inputs, 65) != TINY_ERROR_WRONG_LENGTH || tiny_classify(NULL, 64) != TINY_ERROR_NULL_POINTER)
                return 13;
            if (tiny_run(inputs, 64, one, 4) == TINY_ERROR_UNSUPPORTED_CPU) {
                puts("unsupported");
                return tiny_classify(inputs, 64) == TINY_ERROR_UNSUPPORTED_CPU ? 3 : 14;
            }
            if (tiny_run_batch(inputs, sizeof inputs, scores, EXAMPLES * TINY_CLASS_COUNT, EXAMPLES) != TINY_OK
                || tiny_run_batch(inputs, 0, scores, 0, 0) != TINY_OK)
                return 15;
            for (i = 0; i < 3; i++) {
                static const size_t threads[] = {0, 2, (size_t)-1};
                float again[EXAMPLES * TINY_CLASS_COUNT];
                if (tiny_run_batch_threads(inputs, sizeof inputs, again, EXAMPLES * TINY_CLASS_COUNT, EXAMPLES, threads[i]) != TINY_OK
                    || memcmp(again, scores, sizeof again) != 0)
                    return 17;
            }
            for (i = 0; i < EXAMPLES; i++) {
                if (tiny_run(inputs + i * 64, 64, one, 4) != TINY_OK || memcmp(one, scores + i * 4, sizeof one) != 0)
                    return 16;
                printf("%d", (int)tiny_classify(inputs + i * 64, 64));
                for (c = 0; c < TINY_CLASS_COUNT; c++) {
                    uint32_t bits;
                    memcpy(&bits, one + c, sizeof bits);
                    printf(" %08x", (unsigned)bits);
                }
                puts("");
            }
            return 0;
        }

        """;

    private static readonly byte[] Pixels = StandInModel.Pixels(examples: 3);

    private static readonly string Expected = string.Concat(Enumerable.Range(0, 3).Select(i =>
    {
        ReadOnlySpan<byte> example = Pixels.AsSpan(i * 64, 64);
        string scores = string.Concat(StandInModel.Scores(example).Select(s => $" {BitConverter.SingleToUInt32Bits(s):x8}"));
        return $"{StandInModel.ClassOf(example)}{scores}\n";
    }));

    [FactWithTools("gcc")]
    public void A_shared_library_serves_a_c_program()
    {
        string folder = builds.SharedLibrary;
        Assert.Equal(["libtiny.so", "tiny.h"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string client = Compile("shared-client", folder, "-L" + folder, "-ltiny", "-Wl,-rpath," + folder);
        Assert.Equal(new Command(0, Expected, ""), Command.Run(client, builds.Write("shared.bin", Pixels)));
    }

    [FactWithTools("gcc")]
    public void A_static_library_needs_nothing_but_the_c_library()
    {
        string folder = builds.StaticLibrary;
        Assert.Equal(["libtiny.a", "tiny.h"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string client = Compile("static-client", folder, Path.Combine(folder, "libtiny.a"), "-lm", "-lpthread", "-ldl");
        Assert.Equal(new Command(0, Expected, ""), Command.Run(client, builds.Write("static.bin", Pixels)));
    }

    [FactWithTools("gcc", "nm")]
    public void Nothing_but_the_c_functions_is_visible()
    {
        string[] functions =
            ["tiny_abi_version", "tiny_class_count", "tiny_classify", "tiny_input_length", "tiny_run", "tiny_run_batch", "tiny_run_batch_threads"];
        Assert.Equal(functions, Defined(Command.Run("nm", "-D", "--defined-only", Path.Combine(builds.SharedLibrary, "libtiny.so"))));
        Assert.Equal(functions, Defined(Command.Run("nm", "-g", "--defined-only", Path.Combine(builds.StaticLibrary, "libtiny.a"))));
    }

    [FactWithTools("gcc", "qemu-x86_64")]
    public void On_an_old_processor_a_library_returns_an_error_and_leaves_its_host_alive()
    {
        string pixels = builds.Write("old.bin", Pixels);
        string shared = Compile("old-shared", builds.SharedLibrary, "-L" + builds.SharedLibrary, "-ltiny", "-Wl,-rpath," + builds.SharedLibrary);
        string merged = Compile("old-static", builds.StaticLibrary, Path.Combine(builds.StaticLibrary, "libtiny.a"), "-lm", "-lpthread", "-ldl");
        foreach (string client in (string[])[shared, merged])
        {
            Assert.Equal(new Command(3, "unsupported\n", ""), Command.Run("qemu-x86_64", "-cpu", "Nehalem", client, pixels));
            Command recent = Command.Run("qemu-x86_64", "-cpu", "Haswell", client, pixels);
            Assert.Equal((0, Expected), (recent.ExitCode, recent.Output));
        }
    }

    [FactWithTools("g++")]
    public void The_header_serves_cpp_and_may_be_included_twice()
    {
        string source = builds.Write(
            "twice.cpp", "#include \"tiny.h\"\n#include \"tiny.h\"\nint main() { return tiny_abi_version() - TINY_ABI_VERSION; }\n"u8.ToArray());
        string client = builds.PathOf("twice");
        Command compiled = Command.Run(
            "g++", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I" + builds.StaticLibrary,
            source, Path.Combine(builds.StaticLibrary, "libtiny.a"), "-o", client);
        Assert.Equal(new Command(0, "", ""), compiled);
        Assert.Equal(0, Command.Run(client).ExitCode);
    }

    private string Compile(string name, string folder, params string[] libraries)
    {
        string source = builds.Write(name + ".c", [.. Client.Select(c => (byte)c)]);
        string client = builds.PathOf(name);
        Command compiled = Command.Run("gcc", [.. StrictC99, "-I" + folder, source, .. libraries, "-o", client]);
        Assert.Equal(new Command(0, "", ""), compiled);
        return client;
    }

    private static IEnumerable<string> Defined(Command nm) => nm.Output
        .Split('\n')
        .Where(line => line.Contains(" T ", StringComparison.Ordinal)
            || line.Contains(" D ", StringComparison.Ordinal)
            || line.Contains(" B ", StringComparison.Ordinal))
        .Select(line => line.Split(' ')[^1])
        .Order(StringComparer.Ordinal);
}
