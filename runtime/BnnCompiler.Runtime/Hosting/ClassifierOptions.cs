// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>The command line of a native program. Written by hand: a library would double the program's size.</summary>
internal sealed class ClassifierOptions
{
    public List<string> Files { get; } = [];

    public bool Help { get; private set; }

    public bool Version { get; private set; }

    public bool Json { get; private set; }

    public bool Quiet { get; private set; }

    public string? Output { get; private set; }

    public string? Labels { get; private set; }

    /// <summary>Timed runs, or 0.</summary>
    public int Bench { get; private set; }

    /// <summary>Classes to show an example, best first, or 0 for all in their own order.</summary>
    public int Top { get; private set; }

    /// <exception cref="InputFileException">An option is unknown, lacks its value, or has a wrong one.</exception>
    public static ClassifierOptions Parse(string[] arguments)
    {
        var options = new ClassifierOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--")
            {
                options.Files.AddRange(arguments.AsSpan(i + 1));
                break;
            }

            options.Accept(arguments, ref i);
        }

        if (options.Files.Count == 0 && !options.Help && !options.Version && options.Bench == 0)
            throw new InputFileException("No input file. Name one or more npy, idx, idx.gz, PNG, .bin or .raw files; --help says more.");
        return options;
    }

    private void Accept(string[] arguments, ref int i)
    {
        string argument = arguments[i];
        int equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        string name = equals < 0 ? argument : argument[..equals];
        string? value = equals < 0 ? null : argument[(equals + 1)..];
        switch (name)
        {
            case "--output" or "-o":
                Output = value ?? Next(arguments, ref i);
                return;
            case "--labels":
                Labels = value ?? Next(arguments, ref i);
                return;
            case "--bench":
                Bench = Count(name, value ?? Next(arguments, ref i));
                return;
            case "--top":
                Top = Count(name, value ?? Next(arguments, ref i));
                return;
        }

        if (value is not null)
            throw new InputFileException($"Option {name} is unknown or takes no value. --help lists the options.");
        switch (name)
        {
            case "--help" or "-h" or "-?":
                Help = true;
                return;
            case "--version":
                Version = true;
                return;
            case "--json":
                Json = true;
                return;
            case "--quiet" or "-q":
                Quiet = true;
                return;
        }

        if (name is ['-', _, ..])
            throw new InputFileException($"Unknown option {name}. --help lists the options; a file of that name is given after --.");
        Files.Add(argument);
    }

    private static string Next(string[] arguments, ref int i) => i + 1 < arguments.Length
        ? arguments[++i]
        : throw new InputFileException($"Option {arguments[i]} lacks its value. --help lists the options.");

    private static int Count(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw new InputFileException($"Option {name} has '{value}', expected an integer of 1 or more.");
}
