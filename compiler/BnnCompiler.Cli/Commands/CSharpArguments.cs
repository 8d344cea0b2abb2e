// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Targets.CSharp;
using Microsoft.CodeAnalysis.CSharp;

namespace BnnCompiler.Cli.Commands;

/// <summary>How the generated class is called.</summary>
internal sealed class CSharpArguments
{
    private readonly Option<string> _namespace = new("--namespace")
    {
        Description = "Namespace of the generated class.",
        DefaultValueFactory = _ => "Bnn.Models",
    };
    private readonly Option<string?> _class = new("--class") { Description = "Name of the generated class; the model's name by default." };

    private readonly Option<string> _accessibility = new("--accessibility") { Description = "Who can use the generated class.", DefaultValueFactory = _ => "public" };

    /// <summary>Adds the options to a command.</summary>
    public CSharpArguments(Command command)
    {
        _namespace.Validators.Add(result =>
        {
            string value = result.GetValueOrDefault<string>() ?? "";
            if (!value.Split('.').All(IsIdentifier))
                result.AddError($"--namespace is '{value}'; expected a C# namespace such as My.Models");
            else if (value.Split('.').FirstOrDefault(part => !CSharpClassName.IsFree(part)) is { } taken)
                result.AddError($"--namespace has the part '{taken}', which the generated code uses itself; expected another name");
        });
        _class.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value && !IsIdentifier(value))
                result.AddError($"--class is '{value}'; expected a C# identifier such as Mnist");
            else if (result.GetValueOrDefault<string?>() is { } name && !CSharpClassName.IsFree(name))
                result.AddError($"--class is '{name}', which the generated code uses itself; expected another name");
        });
        command.Options.Add(_namespace);
        command.Options.Add(_class);
        _accessibility.AcceptOnlyFromAmong("public", "internal");
        command.Options.Add(_accessibility);
    }

    /// <summary>Refuses these options where another language is asked for.</summary>
    public void RequireCSharp(Command command, Option<string> target) => command.Validators.Add(result =>
    {
        var given = ((Option[])[_namespace, _class, _accessibility]).FirstOrDefault(option => result.GetResult(option) is { Implicit: false });
        if (result.GetValue(target) == "c" && given is not null)
            result.AddError($"{given.Name} belongs to the C# target; leave it out, or give --prefix for C");
    });

    /// <summary>The names for a model.</summary>
    public CSharpOptions Parse(ParseResult result, string modelName) =>
        new(result.GetRequiredValue(_namespace), result.GetValue(_class) ?? CSharpClassName.For(modelName), result.GetValue(_accessibility) == "public");

    private static bool IsIdentifier(string text) =>
        SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None;
}
