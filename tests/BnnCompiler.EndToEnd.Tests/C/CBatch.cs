// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using BnnCompiler.IR;
using BnnCompiler.Planning;
using BnnCompiler.Targets.C;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>Many networks as one C program, which share their kernels: they are compiled together, in seconds, and run on their inputs.</summary>
internal sealed class CBatch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bnn-c-batch-");
    private readonly CBuild _build;
    private readonly int _scores;

    /// <summary>Compiles packed graphs, whose kernels are those of the build's machine.</summary>
    /// <param name="build">How.</param>
    /// <param name="networks">Each with its inputs.</param>
    /// <exception cref="InvalidOperationException">The generated C does not compile.</exception>
    public CBatch(CBuild build, IReadOnlyList<(Graph Packed, ImmutableArray<Tensor> Inputs)> networks)
    {
        _build = build;
        var written = networks.Select((network, i) => CTarget.Write(
            ExecutionPlanner.Plan(network.Packed, build.Cpu.Words),
            new($"n{i}", build.Cpu) { ConstantTime = build.IsConstantTime })).ToImmutableArray();
        foreach (var network in written)
            File.WriteAllText(PathOf(network.Options.Prefix + ".h"), CHeaderText.Text(network.Plan, network.Options, network.Footprint));
        File.WriteAllText(PathOf("batch.c"), CSourceText.Text(written, tablesElsewhere: false)
            + Runner(written, networks.Select(network => network.Inputs.Length)));
        using (var inputs = File.Create(PathOf("inputs")))
        {
            foreach (var input in networks.SelectMany(network => network.Inputs))
                inputs.Write(input is Tensor<byte> pixels ? pixels.Values.AsSpan() : MemoryMarshal.AsBytes(((Tensor<float>)input).Values.AsSpan()));
        }

        _scores = networks.Sum(network => network.Inputs.Length * network.Packed.Outputs[0].Type.Shape.ElementCount);
        var compiled = ChildProcess.Run(build.Compiler, [.. build.Flags, PathOf("batch.c"), "-o", PathOf("batch")]);
        if (compiled.ExitCode != 0)
            throw new InvalidOperationException($"{build} failed: {compiled.Errors[..Math.Min(2000, compiled.Errors.Length)]}");
    }

    /// <summary>The bits of the scores of all inputs of all networks, in order.</summary>
    /// <exception cref="InvalidOperationException">The program fails, as it does when a sanitizer finds something.</exception>
    public int[] Run(params string[] runner)
    {
        string scores = PathOf("scores");
        string[] command = [.. runner.Length > 0 ? runner : _build.Runner, PathOf("batch"), PathOf("inputs"), scores];
        var run = ChildProcess.Run(command[0], command[1..]);
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{_build}: the program ended with {run.ExitCode}: {run.Errors[..Math.Min(3000, run.Errors.Length)]}");
        }

        int[] bits = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(scores)).ToArray();
        return bits.Length == _scores
            ? bits
            : throw new InvalidOperationException($"{_build}: the program wrote {bits.Length} scores; expected {_scores}");
    }

    /// <summary>The bits of scores, whatever their type.</summary>
    public static int[] BitsOf(Tensor scores) => scores is Tensor<int> integers
        ? [.. integers.Values]
        : [.. ((Tensor<float>)scores).Values.Select(BitConverter.SingleToInt32Bits)];

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>
    /// Every piece of memory is allocated by itself and as long as the header says, so that a sanitizer sees what is touched beyond it.
    /// </summary>
    private static string Runner(ImmutableArray<CNetwork> networks, IEnumerable<int> inputs)
    {
        var calls = new StringBuilder();
        foreach (var (network, count) in networks.Zip(inputs))
        {
            string p = network.Options.Prefix, macro = network.Options.Macro;
            calls.Append(CultureInfo.InvariantCulture, $$"""
                    for (i = 0; i < {{count}}; i++) {
                        {{CHeaderText.InputType(network.Plan)}} *input = read_input(inputs, {{macro}}_INPUT_LENGTH, sizeof *input);
                        {{p}}_score_t *scores = malloc({{macro}}_CLASS_COUNT * sizeof *scores);
                        void *arena = malloc({{macro}}_ARENA_BYTES > 0 ? {{macro}}_ARENA_BYTES : 1);
                        if ({{p}}_run(input, scores, arena) != {{macro}}_OK) return 3;
                        int32_t best = 0, c;
                        for (c = 1; c < {{macro}}_CLASS_COUNT; c++) best = scores[c] > scores[best] ? c : best;
                        if ({{p}}_classify(input, arena) != best) return 4;
                        write_scores(output, scores, {{macro}}_CLASS_COUNT);
                        free(arena);
                        free(scores);
                        free(input);
                    }

                """);
        }

        return $$"""

            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>

            static int is_little_endian(void)
            {
                const uint16_t one = 1;
                return *(const unsigned char *)&one == 1;
            }

            static void *read_input(FILE *file, size_t length, size_t size)
            {
                size_t bytes = length * size, i;
                unsigned char *input = malloc(bytes), swapped;
                if (fread(input, 1, bytes, file) != bytes) exit(2);
                for (i = 0; size == 4 && !is_little_endian() && i < bytes; i += 4) {
                    swapped = input[i]; input[i] = input[i + 3]; input[i + 3] = swapped;
                    swapped = input[i + 1]; input[i + 1] = input[i + 2]; input[i + 2] = swapped;
                }
                return input;
            }

            static void write_scores(FILE *file, const void *scores, size_t count)
            {
                size_t i, b;
                for (i = 0; i < count; i++) {
                    uint32_t bits;
                    memcpy(&bits, (const unsigned char *)scores + (4 * i), 4);
                    for (b = 0; b < 4; b++) fputc((int)((bits >> (8 * b)) & 255), file);
                }
            }

            int main(int argc, char **argv)
            {
                FILE *inputs = fopen(argv[1], "rb"), *output = fopen(argv[2], "wb");
                int i;
                if (argc != 3 || inputs == NULL || output == NULL) return 1;
            {{calls}}
                return fclose(output) == 0 ? 0 : 1;
            }

            """;
    }
}
