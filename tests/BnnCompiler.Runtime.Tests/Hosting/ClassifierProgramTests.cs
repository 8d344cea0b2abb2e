// SPDX-License-Identifier: MIT
using System.Text;
using BnnCompiler.Runtime.Hosting;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Runtime.Tests.Inputs;

namespace BnnCompiler.Runtime.Tests.Hosting;

/// <summary>The program around a model whose scores are its three pixels, divided by 10.</summary>
public sealed class ClassifierProgramTests : IDisposable
{
    private static readonly ClassifierInfo Tenths = new("tenths", [1, 3], InputElement.UInt8, 3, "1/255", "0.1.0");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_has_one_aligned_line_an_example()
    {
        const string Expected = """
              index  class  scores
                  0      2             0.1             0.2             0.3
                  1      0              20               0              20

            """;
        Assert.Equal((0, Expected, ""), Run(_folder.Write("x.bin", [1, 2, 3, 200, 0, 200])));
    }

    [Fact]
    public void Json_has_one_object_a_line_with_the_first_maximum_as_class_and_shortest_digits()
    {
        string first = _folder.Write("first.bin", [1, 2, 3]);
        string second = _folder.Write("second.bin", [200, 0, 200]);
        Assert.Equal(
            (0, "{\"class\":2,\"scores\":[0.1,0.2,0.3]}\n{\"class\":0,\"scores\":[20,0,20]}\n", ""),
            Run("--json", first, second));
    }

    [Fact]
    public void Scores_that_json_cannot_hold_are_null()
    {
        var info = new ClassifierInfo("odd", [1, 1], InputElement.UInt8, 3);
        (int code, string output, _) = Run(
            info, (_, _, scores) => ((float[])[float.NaN, float.PositiveInfinity, 1e-30f]).CopyTo(scores), "--json", _folder.Write("x.bin", [0]));
        Assert.Equal((0, "{\"class\":0,\"scores\":[null,null,1E-30]}\n"), (code, output));
    }

    [Fact]
    public void Top_shows_the_best_classes_in_order_and_never_more_than_there_are()
    {
        string input = _folder.Write("x.bin", [5, 9, 9]);
        Assert.EndsWith("      0      1      1:            0.9      2:            0.9\n", Run(input, "--top", "2").Output, StringComparison.Ordinal);
        Assert.Equal("{\"class\":1,\"top\":[1,2,0],\"scores\":[0.5,0.9,0.9]}\n", Run(input, "--json", "--top=9").Output);
    }

    [Fact]
    public void Labels_mark_wrong_examples_and_give_the_accuracy()
    {
        string input = _folder.Write("x.bin", [1, 2, 3, 3, 2, 1, 1, 3, 2]);
        string labels = _folder.Write("labels.txt", "2\n1\n1\n"u8.ToArray());
        string[] lines = Run(input, "--labels", labels).Output.Split('\n');
        Assert.EndsWith("0.1  wrong, is 1", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", lines[1] + lines[3], StringComparison.Ordinal);
        Assert.Equal("accuracy 66.667% (2 of 3)", lines[4]);

        (_, string output, string error) = Run(input, "--json", "--labels", labels);
        Assert.StartsWith("{\"class\":2,\"label\":2,\"scores\"", output, StringComparison.Ordinal);
        Assert.Equal("accuracy 66.667% (2 of 3)\n", error);
    }

    [Fact]
    public void Labels_of_other_examples_are_refused()
    {
        string labels = _folder.Write("labels.txt", "2\n"u8.ToArray());
        (int code, string output, string error) = Run(_folder.Write("x.bin", new byte[6]), "--labels", labels);
        Assert.Equal((2, ""), (code, output));
        Assert.Equal($"tenths: {labels}: found 1 labels, expected 2, one an example. Give the labels of exactly these examples.\n", error);
    }

    [Fact]
    public void Output_is_a_float32_npy_of_all_examples_and_leaves_no_other_file()
    {
        string output = _folder.Write("scores.npy", [1, 2, 3]);
        Assert.Equal((0, "", ""), Run(_folder.Write("x.bin", [1, 2, 3, 200, 0, 200]), "-q", "-o", output));
        byte[] file = File.ReadAllBytes(output);
        Assert.Contains("'shape': (2, 3), ", Encoding.ASCII.GetString(file), StringComparison.Ordinal);
        Assert.Equal(((float[])[0.1f, 0.2f, 0.3f, 20, 0, 20]).SelectMany(BitConverter.GetBytes), file[128..]);
        Assert.Equal(["scores.npy", "x.bin"], _folder.Names());
    }

    [Fact]
    public void Output_that_cannot_be_written_is_refused_and_leaves_nothing_behind()
    {
        string input = _folder.Write("x.bin", [1, 2, 3]);
        Assert.Equal(2, Run(input, "-q", "-o", _folder.PathOf("missing/scores.npy")).Code);
        Assert.Equal(2, Run(input, "-q", "-o", "").Code);
        Directory.CreateDirectory(_folder.PathOf("folder"));
        Assert.Contains("no way to write the file", Run(input, "-q", "-o", _folder.PathOf("folder")).Error, StringComparison.Ordinal);
        Assert.Equal(["x.bin"], _folder.Names());
    }

    [Fact]
    public void A_fault_in_the_last_file_prints_no_result()
    {
        (int code, string output, string error) = Run(_folder.Write("x.bin", [1, 2, 3]), _folder.PathOf("missing"));
        Assert.Equal((2, ""), (code, output));
        Assert.Equal($"tenths: {_folder.PathOf("missing")}: found no such file, expected a file to read. Check the path.\n", error);
    }

    [Theory]
    [InlineData("--nonsense", "Unknown option --nonsense")]
    [InlineData("-x", "Unknown option -x")]
    [InlineData("--json=1", "Option --json is unknown or takes no value")]
    [InlineData("--output", "Option --output lacks its value")]
    [InlineData("--bench=0", "Option --bench has '0', expected an integer of 1 or more")]
    [InlineData("--top=-1", "Option --top has '-1'")]
    [InlineData("--quiet", "No input file")]
    public void Wrong_arguments_are_refused(string argument, string expected)
    {
        (int code, string output, string error) = Run(argument);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("tenths: " + expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void After_two_dashes_everything_is_a_file() =>
        Assert.StartsWith("tenths: --json: found no such file", Run("--", "--json").Error, StringComparison.Ordinal);

    [Fact]
    public void Benchmark_runs_the_model_as_often_as_it_says_after_a_warm_up()
    {
        int calls = 0;
        (_, string output, _) = Run(Tenths, (_, _, _) => calls++, "--bench", "7", "--json");
        Assert.Equal(32 + 7, calls);
        Assert.Matches(@"\A\{""runs"":7,""min_us"":\d+\.\d{3},""median_us"":\d+\.\d{3}\}\n\z", output);
    }

    [Fact]
    public void Help_tells_the_input_and_its_scale()
    {
        string help = Run("--help").Output;
        Assert.Contains("uint8 pixels of shape (N, 3), scaled by 1/255 in the model", help, StringComparison.Ordinal);
        Assert.Contains("PNG", help, StringComparison.Ordinal);
        Assert.Equal("tenths, compiled by bnnc 0.1.0\n", Run("--version").Output);
    }

    [Fact]
    public void A_fault_of_the_model_is_ours()
    {
        (int code, _, string error) = Run(
            Tenths, (_, _, _) => throw new InvalidOperationException("bits are lost"), _folder.Write("x.bin", [1, 2, 3]));
        Assert.Equal(1, code);
        Assert.Contains("internal fault, please report it: System.InvalidOperationException: bits are lost", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_has_gone_ends_the_program_with_a_message()
    {
        using var error = new MemoryStream();
        Assert.Equal(2, ClassifierProgram.Run(["--version"], Tenths, (_, _, _) => { }, new BrokenStream(), error));
        Assert.Contains("standard output cannot be written", Encoding.ASCII.GetString(error.ToArray()), StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments) => Run(Tenths, (examples, index, scores) =>
    {
        for (int i = 0; i < scores.Length; i++)
            scores[i] = examples.Pixels(index)[i] / 10f;
    }, arguments);

    private static (int Code, string Output, string Error) Run(ClassifierInfo info, ExampleClassifier classify, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        int code = ClassifierProgram.Run(arguments, info, classify, output, error);
        return (code, Encoding.ASCII.GetString(output.ToArray()), Encoding.ASCII.GetString(error.ToArray()));
    }

    /// <summary>A pipe whose reader has gone.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe");
    }
}
