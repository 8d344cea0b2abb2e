// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.Loader;
using BnnCompiler.Cli.Engines;
using BnnCompiler.Cli.Models;
using BnnCompiler.Runtime;
using BnnCompiler.Targets;
using BnnCompiler.Targets.CSharp;
using BnnCompiler.Tests.Onnx;
using Microsoft.CodeAnalysis;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>A model file chooses names, and nothing more: none of them becomes code, and none keeps the code from compiling.</summary>
public sealed class HostileNameTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("*/ class Evil {")]
    [InlineData("a\nEvil();\n//")]
    [InlineData("a\r\u2028Evil();\u2029\u0085#error Evil")]
    [InlineData("\"; system(\"Evil\")")]
    [InlineData("class")]
    [InlineData("\u202Elive\u2066")]
    [InlineData("$\"{Evil}\"\"\"\"")]
    [InlineData("</summary><Evil>&")]
    [InlineData("scores")]
    [InlineData("Run")]
    [InlineData("System")]
    [InlineData("\u0130\u0131")]
    [InlineData("\\u000AEvil")]
    public void A_name_does_not_become_code(string name) => AssertHarmless(Model(name));

    [Fact]
    public void A_long_name_does_not_become_long_code()
    {
        var sources = AssertHarmless(Model(new string('x', 990)));
        Assert.All(sources, source => Assert.DoesNotContain(source.Text.Split('\n'), line => line.Length > 2000));
    }

    [Fact]
    public void A_name_of_ten_thousand_letters_is_refused()
    {
        var run = Bnnc.Run("compile", _folder.Write("model.onnx", Model(new string('x', 10_000)).ToBytes()), "-o", _folder["out"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error BNN1002: the number of characters of a name is 10001; at most 1000", run.Errors, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("a_B")]
    public void Names_that_are_equal_as_identifiers_stay_apart(string second)
    {
        var model = Model("a_b");
        foreach (var node in model.Graph.Node.Skip(1))
            node.Name = second;
        AssertHarmless(model);
    }

    [Theory]
    [InlineData("Run")]
    [InlineData("run_batch")]
    [InlineData("classify")]
    [InlineData("xnor_dense")]
    [InlineData("memory_marshal")]
    [InlineData("argument_exception")]
    [InlineData("binarize")]
    public void A_model_called_like_a_part_of_the_generated_code_gets_another_class_name(string name) =>
        Assert.EndsWith("Network", CSharpClassName.For(name), StringComparison.Ordinal);

    [Fact]
    public void No_class_is_called_like_a_type_of_the_runtime() =>
        Assert.All(typeof(Binarize).Assembly.GetExportedTypes().Where(type => type.Namespace == "BnnCompiler.Runtime"),
            type => Assert.False(CSharpClassName.IsFree(type.Name), $"Add \"{type.Name}\" to CSharpClassName.cs."));

    [Fact]
    public void Every_class_name_that_is_not_refused_compiles()
    {
        var model = CompiledModel.Load(new(DigitsFiles.Model, new() { InputScale = "1/255" }));
        string[] names =
        [
            "System", "BnnCompiler", "Span", "ReadOnlySpan", "Math", "Exception", "Object", "Bnn", "Models", "Digits", "Input",
            "Scores", "Arena", "I", "Network",
            .. typeof(Binarize).Assembly.GetExportedTypes().Where(type => !type.IsGenericType).Select(type => type.Name),
            .. typeof(Span<>).Assembly.GetTypes()
                .Where(type => type is { IsPublic: true, Namespace: "System" or "System.Runtime.InteropServices" } && !type.IsGenericType)
                .Select(type => type.Name).Where((_, i) => i % 25 == 0),
        ];
        string[] free = names.Where(CSharpClassName.IsFree).Distinct().ToArray();
        Assert.InRange(free.Length, 15, names.Length);
        Assert.All(free, name => CSharpEngine.Compile("Named", model.ToCSharp(new("Bnn.Models", name)).Sources, OutputKind.DynamicallyLinkedLibrary));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>sign(x) times weights, twice, with one name for everything that has one.</summary>
    private static OnnxWriter Model(string name)
    {
        var model = new OnnxWriter(1, 4)
            .Floats("w", [4, 3], [.. Enumerable.Range(0, 12).Select(i => i % 3 == 0 ? -1f : 1f)])
            .Floats("v", [3, 2], 1, -1, 1, 1, -1, 1)
            .Float("zero", 0)
            .Float("one", 1)
            .Float("minus", -1)
            .Node("g", "GreaterOrEqual", "x zero").Node("s", "Where", "g one minus")
            .Node("p", "MatMul", "s w")
            .Node("h", "GreaterOrEqual", "p zero").Node("t", "Where", "h one minus")
            .Node("y", "MatMul", "t v");
        model.Graph.Name = name;
        foreach (var node in model.Graph.Node)
        {
            node.Name = name;
            Rename(node.Input);
            Rename(node.Output);
        }

        model.Graph.Input[0].Name += name;
        model.Graph.Output[0].Name += name;
        foreach (var tensor in model.Graph.Initializer)
            tensor.Name += name;
        return model;

        void Rename(IList<string> names)
        {
            for (int i = 0; i < names.Count; i++)
                names[i] += name;
        }
    }

    private SourceFile[] AssertHarmless(OnnxWriter model)
    {
        string file = _folder.Write("model.onnx", model.ToBytes());
        Bnnc.Done("compile", file, "-o", _folder["out"]);
        SourceFile[] sources =
            [.. Directory.EnumerateFiles(_folder["out"]).Select(path => new SourceFile(Path.GetFileName(path), File.ReadAllText(path)))];
        Assert.Equal(2, sources.Length);
        byte[] assembly = CSharpEngine.Compile("Hostile", sources, OutputKind.DynamicallyLinkedLibrary);
        var type = Assert.Single(new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream(assembly)).GetExportedTypes());
        Assert.Equal(["Classify", "Run", "RunBatch", "RunBatch", "get_Instance"],
            type.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name).Order(StringComparer.Ordinal));
        string code = string.Concat(
            sources.SelectMany(source => source.Text.Split('\n')).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        if (!model.Graph.Name.All(char.IsAsciiLetter))
            Assert.DoesNotContain(model.Graph.Name, code, StringComparison.Ordinal);
        Assert.All(sources, source => Assert.All(source.Text, c => Assert.True(c is '\n' or (>= ' ' and <= '~'), $"U+{(int)c:X4} in {source.Name}")));
        return sources;
    }
}
