// SPDX-License-Identifier: MIT
namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>Whatever a model file holds, each command says what is wrong with it and leaves the files of its user alone.</summary>
public class BadModelTests
{
    private static readonly Dictionary<string, Func<byte[]>> Models = new()
    {
        ["empty"] = () => [],
        ["text"] = () => "hello\n"u8.ToArray(),
        ["truncated"] = () => File.ReadAllBytes(DigitsFiles.Model)[..^100],
        ["random"] = () =>
        {
            byte[] bytes = new byte[5000];
            new Random(1).NextBytes(bytes);
            return bytes;
        },
        ["truncated bnn"] = () => "bnn 1\ngraph x\n  input %x : uint8[1, 4]"u8.ToArray(),
    };

    [Theory]
    [InlineData("import", "-o", "OUT")]
    [InlineData("inspect")]
    [InlineData("inspect", "--json")]
    [InlineData("compile", "--print-after", "all", "-o", "DIR")]
    [InlineData("build", "-o", "DIR")]
    [InlineData("run", "--input", "OUT", "-o", "OUT")]
    [InlineData("verify")]
    public void A_damaged_model_is_refused(string command, params string[] options)
    {
        using var folder = new TestFolder();
        string output = folder.Write("old", "old");
        string[] arguments = [.. options.Select(option => option switch { "OUT" => output, "DIR" => folder["new"], _ => option })];
        Assert.All(Models, model =>
        {
            string file = folder.Write("model", model.Value());
            var run = Bnnc.Run([command, file, .. arguments]);
            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Matches(@"\Aerror BNN(0001|1001)", run.Errors);
            Assert.Equal("old", File.ReadAllText(output));
            Assert.Equal(["model", "old"], folder.Content);
        });
    }
}
