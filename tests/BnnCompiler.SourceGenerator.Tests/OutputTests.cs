// SPDX-License-Identifier: MIT
using BenchmarkModels;
using BnnCompiler.Cli.Models;
using BnnCompiler.IR;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests;
using BnnCompiler.Text;

namespace BnnCompiler.SourceGenerator.Tests;

/// <summary>What the generator writes is what the command line writes, and it compiles.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bnn-generator-");

    [Theory]
    [InlineData("examples/models/digits/digits.onnx", "1/255")]
    [InlineData("cnv", null)]
    [InlineData("svhn", null)]
    [InlineData("tiny", null)]
    public void The_code_is_the_command_lines_byte_for_byte(string network, string? scale)
    {
        var model = CompiledModel.Load(new(FileOf(network), new() { InputScale = scale }));
        string name = CSharpClassName.For(model.Imported.Name);
        var expected = model.ToCSharp(new("My.Models", name));

        // As 'bnnc lower -o NAME.bnn' writes it.
        string lowered = BnnPrinter.Print(ExternalWeights.Move(model.Packed, ExternalWeights.ResourceName(model.Imported.Name)).Graph, Stage.Packed);
        var run = new GeneratorRun().Model($"obj/{model.Imported.Name}.bnn", lowered).Run();
        Assert.Empty(run.Result.Diagnostics);
        Assert.Equal(expected.Sources.ToDictionary(source => "My.Models." + source.Name, source => source.Text), run.Files);
        Assert.Empty(run.Compile());
    }

    [Fact]
    public void A_text_that_is_not_lowered_yet_gives_the_same_code()
    {
        var model = CompiledModel.Load(new(FileOf("tiny"), new()));
        var run = new GeneratorRun().Model("tiny.bnn", Networks.Dense()).Run();
        Assert.Equal(
            model.ToCSharp(new("My.Models", "Tiny")).Sources.ToDictionary(source => "My.Models." + source.Name, source => source.Text), run.Files);
    }

    [Fact]
    public void Metadata_name_the_class()
    {
        var run = new GeneratorRun().Model("tiny.bnn", Networks.Dense(), ("BnnClass", "Other"), ("BnnAccessibility", "internal")).Run();
        Assert.Equal(["My.Models.Other.Weights.g.cs", "My.Models.Other.g.cs"], run.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("\ninternal static partial class Other\n", run.Files["My.Models.Other.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_in_the_code_names_itself_and_gets_no_second_one()
    {
        var run = new GeneratorRun()
            .Source("User.cs", """
                using BnnCompiler.Runtime;
                namespace Somewhere.Else;
                [BnnModel("tiny.bnn")] internal static partial class Mine;
                internal static class User { public static int Use(byte[] pixels) => Mine.Classify(pixels) + Mine.InputLength; }
                """)
            .Model("/src/obj/tiny.bnn", Networks.Dense())
            .Model("/src/obj/not-tiny.bnn", Networks.Dense("other"))
            .Run();
        Assert.Equal(
            ["My.Models.Other.Weights.g.cs", "My.Models.Other.g.cs", "Somewhere.Else.Mine.Weights.g.cs", "Somewhere.Else.Mine.g.cs"],
            run.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(run.Compile());
    }

    [Fact]
    public void Other_peoples_files_do_not_matter()
    {
        var run = new GeneratorRun().File("tiny.bnn", "anything").File("tiny.txt", Networks.Dense(), ("BnnModel", "true")).Run();
        Assert.Empty(run.Files);
        Assert.Empty(run.Result.Diagnostics);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string FileOf(string network)
    {
        if (network.EndsWith(".onnx", StringComparison.Ordinal))
            return SharedFiles.InRepository(network);
        string path = Path.Combine(_folder.FullName, network + ".bnn");
        File.WriteAllText(
            path, network == "tiny" ? Networks.Dense() : BnnPrinter.Print(RandomModel.Of(PaperNetworks.All.Single(shape => shape.Name == network))));
        return path;
    }
}
