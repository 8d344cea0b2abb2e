// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Runtime.Tests.Inputs;

namespace BnnCompiler.EndToEnd.Tests.Toolchains;

[Collection(NativeBuilds.Collection)]
public class NativeProgramTests(NativeBuilds builds)
{
    private static readonly byte[] Pixels = StandInModel.Pixels(examples: 3);

    private static readonly string[] ExpectedLines =
        [.. Enumerable.Range(0, 3).Select(i => JsonOf(Pixels.AsSpan(i * StandInModel.InputLength, StandInModel.InputLength)))];

    private string Program => Path.Combine(builds.Program, "tiny");

    [FactWithTools("gcc")]
    public void A_program_is_one_file_of_less_than_a_megabyte()
    {
        Assert.Equal([Program], Directory.EnumerateFileSystemEntries(builds.Program));
        Assert.InRange(new FileInfo(Program).Length, 1, 1_000_000);
    }

    [FactWithTools("gcc")]
    public void Every_input_format_gives_the_exact_scores()
    {
        byte[] idx = SampleFiles.Idx([3, 8, 8], Pixels);
        string[] files =
        [
            builds.Write("x.bin", Pixels),
            builds.Write("x.npy", SampleFiles.Npy("|u1", "(3, 1, 8, 8)", Pixels)),
            builds.Write("x-idx3-ubyte", idx),
            builds.Write("x.gz", SampleFiles.Gzip(idx)),
        ];
        foreach (string file in files)
            Assert.Equal(new Command(0, string.Concat(ExpectedLines), ""), Command.Run(Program, file, "--json"));
        var image = new PngImage(8, 8, 8, 0, Pixels[..64]) { Filters = [4, 1, 3, 2] };
        Assert.Equal(new Command(0, ExpectedLines[0], ""), Command.Run(Program, builds.Write("x.png", image.ToBytes()), "--json"));
    }

    [FactWithTools("gcc")]
    public void Scores_are_written_and_accuracy_is_reported()
    {
        string input = builds.Write("scores.bin", Pixels);
        string output = builds.PathOf("scores.npy");
        int[] classes = [.. Enumerable.Range(0, 3).Select(i => StandInModel.ClassOf(Pixels.AsSpan(i * 64, 64)))];
        string labels = builds.Write("labels.txt", [.. $"{classes[0]}\n{(classes[1] + 1) % 4}\n{classes[2]}\n".Select(c => (byte)c)]);

        Command result = Command.Run(Program, input, "--quiet", "--output", output, "--labels", labels);
        Assert.Equal(new Command(0, "accuracy 66.667% (2 of 3)\n", ""), result);
        byte[] scores = [.. Enumerable.Range(0, 3).SelectMany(i => StandInModel.Scores(Pixels.AsSpan(i * 64, 64))).SelectMany(BitConverter.GetBytes)];
        Assert.Equal(scores, File.ReadAllBytes(output)[128..]);
    }

    [FactWithTools("gcc")]
    public void A_wrong_file_ends_with_exit_code_2_and_one_line_on_standard_error()
    {
        string file = builds.Write("float.npy", SampleFiles.Npy("<f4", "(1, 64)", new byte[256]));
        Command result = Command.Run(Program, file);
        string expected = $"tiny: {file}: found float32 values, expected uint8 pixels 0..255. The model scales pixels itself; "
            + "give it the pixels as they are, as uint8.\n";
        Assert.Equal(new Command(2, "", expected), result);
        Assert.Equal(2, Command.Run(Program, "/no/such/file").ExitCode);
        Assert.Equal(2, Command.Run(Program, "--no-such-option").ExitCode);
        Assert.Equal(2, Command.Run(Program).ExitCode);
    }

    [FactWithTools("gcc")]
    public void Help_version_and_benchmark_need_no_file()
    {
        Assert.Contains(
            "uint8 pixels of shape (N, 1, 8, 8), scaled by 1/255 in the model", Command.Run(Program, "--help").Output, StringComparison.Ordinal);
        Assert.Equal(new Command(0, "tiny, compiled by bnnc 0.1.0\n", ""), Command.Run(Program, "--version"));
        Assert.Matches(
            @"\Amin \d+\.\d{3} us, median \d+\.\d{3} us an inference, over 50 runs on one thread\n\z", Command.Run(Program, "--bench", "50").Output);
    }

    [FactWithTools("gcc", "qemu-x86_64")]
    public void A_processor_that_lacks_the_instructions_is_refused_in_words()
    {
        string input = builds.Write("cpu.bin", Pixels);
        Command old = Command.Run("qemu-x86_64", "-cpu", "Nehalem", Program, input);
        Assert.Equal("tiny: found no AVX2, expected a processor that has what the program was compiled for. "
            + "To run here, build it with --cpu x86-64-v2.\n", old.Error);
        Assert.Equal((2, ""), (old.ExitCode, old.Output));

        // AVX2 without an operating system that saves its registers is no AVX2.
        Command oldSystem = Command.Run("qemu-x86_64", "-cpu", "Haswell,-xsave", Program, input);
        Assert.Equal(2, oldSystem.ExitCode);

        Command recent = Command.Run("qemu-x86_64", "-cpu", "Haswell", Program, input, "--json");
        Assert.Equal((0, string.Concat(ExpectedLines)), (recent.ExitCode, recent.Output));
    }

    [FactWithTools("aarch64-linux-gnu-gcc", "qemu-aarch64")]
    public void A_program_for_arm64_gives_the_same_scores()
    {
        string file = builds.Write("arm.npy", SampleFiles.Npy("|u1", "(3, 64)", Pixels));
        Command result = Command.Run("qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", Path.Combine(builds.ArmProgram, "tiny"), file, "--json");
        Assert.Equal(new Command(0, string.Concat(ExpectedLines), ""), result);
    }

    private static string JsonOf(ReadOnlySpan<byte> example)
    {
        string scores = string.Join(',', StandInModel.Scores(example).Select(score => score.ToString("R", CultureInfo.InvariantCulture)));
        return $"{{\"class\":{StandInModel.ClassOf(example)},\"scores\":[{scores}]}}\n";
    }
}
