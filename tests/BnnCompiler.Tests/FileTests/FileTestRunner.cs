// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Text;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Kernels.Choosing;
using BnnCompiler.Passes;
using BnnCompiler.Text;
using BnnCompiler.Verification;

namespace BnnCompiler.Tests.FileTests;

/// <summary>Carries out the command of a <see cref="FileTest"/>.</summary>
internal static class FileTestRunner
{
    /// <summary>What the command gives, a diagnostic included.</summary>
    public static FileTestOutcome Run(FileTest test)
    {
        try
        {
            var graph = BnnParser.Parse(test.Text, test.Name);
            return new(test.Command.Verb switch
            {
                "parse" or "roundtrip" => BnnPrinter.Print(graph),
                "verify" => Verify(graph, Enum.Parse<Stage>(test.Command.Option("stage"), ignoreCase: true)),
                "pass" => RunPass(graph, FindPass(test.Command), mayChangeMeaning: test.Command.Options.ContainsKey("meaning")),
                _ => throw new FormatException($"{test.Name}: unknown command '{test.Command.Verb}'; known are pass=NAME, verify, parse, roundtrip."),
            });
        }
        catch (DiagnosticException fault)
        {
            return new("", fault.Diagnostic);
        }
    }

    private static string Verify(Graph graph, Stage stage)
    {
        GraphVerifier.Verify(graph, stage);
        return "valid\n";
    }

    private static string RunPass(Graph graph, Pass pass, bool mayChangeMeaning)
    {
        var log = new DiagnosticLog();
        var result = pass.Run(graph, log);
        GraphVerifier.Verify(result, pass.Stage);
        if (!mayChangeMeaning)
            MeaningCheck.AssertSame(graph, result);
        var text = new StringBuilder(BnnPrinter.Print(result));
        foreach (var note in log.Entries)
            text.Append(note).Append('\n');
        return text.ToString();
    }

    private static Pass FindPass(FileTestCommand command)
    {
        string name = command.Option("pass");
        var passes = new[] { typeof(Pass).Assembly, typeof(FileTestRunner).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(Pass)) && !type.IsAbstract && ConstructorOf(type) is not null)
            .Select(type => Create(ConstructorOf(type)!, command))
            .ToDictionary(pass => pass.Name, StringComparer.Ordinal);
        return passes.TryGetValue(name, out var found)
            ? found
            : throw new FormatException(
                $"There is no pass '{name}' that needs no parameters; there are {string.Join(", ", passes.Keys.Order(StringComparer.Ordinal))}.");
    }

    private static ConstructorInfo? ConstructorOf(Type pass) => pass.GetConstructors()
        .FirstOrDefault(one => one.GetParameters().All(parameter => parameter.HasDefaultValue || parameter.ParameterType == typeof(KernelCatalog)));

    /// <summary>Parameters are enumerations, which an option of the same name chooses from, or the kernels of a target.</summary>
    private static Pass Create(ConstructorInfo constructor, FileTestCommand command) => (Pass)constructor.Invoke(
        [.. constructor.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(KernelCatalog) ? Catalog(command.Options.GetValueOrDefault(parameter.Name!, CSharpKernels.Fastest.Name))
            : command.Options.TryGetValue(parameter.Name!, out string? value) ? Enum.Parse(parameter.ParameterType, value)
            : parameter.DefaultValue)]);

    private static KernelCatalog Catalog(string name) =>
        CSharpKernels.All.Append(CKernels.Interleaved).Append(CKernels.Sliced).Single(one => one.Name == name);
}
