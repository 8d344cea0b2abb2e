// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Cli.Engines;
using BnnCompiler.Cli.Models;
using BnnCompiler.Diagnostics;
using BnnCompiler.Runtime;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Targets.C;

namespace BnnCompiler.EndToEnd.Tests.Cases;

/// <summary>A small network of the shared folder, with inputs and right scores beside it.</summary>
/// <param name="Name">Folder and name, for example <c>sign/where01</c>.</param>
/// <param name="Path">The path of its files, without an ending.</param>
internal sealed record SharedCase(string Name, string Path)
{
    /// <summary>How far a score may be off, in parts of the greatest one: other tools sum floats in other orders.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>All cases below a folder that have right scores, by name.</summary>
    public static SharedCase[] In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories)
            .Select(file => file[..^".onnx".Length])
            .Where(path =>
                Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(path)!, System.IO.Path.GetFileName(path) + ".expected*.npy").Any())
            .Select(path => new SharedCase(System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/'), path))
            .OrderBy(one => one.Name, StringComparer.Ordinal),
    ];

    /// <summary>The compiled network; null, with the diagnostic, where it is refused.</summary>
    public CompiledModel? TryCompile(out Diagnostic? refusal)
    {
        refusal = null;
        try
        {
            return CompiledModel.Load(new(Path + ".onnx", new() { DropSoftmax = true }));
        }
        catch (DiagnosticException exception)
        {
            refusal = exception.Diagnostic;
            return null;
        }
    }

    /// <summary>What is wrong with the scores of interpreter, generated C# and generated C; null if nothing is.</summary>
    public string? Fault(CompiledModel model)
    {
        var inputs = InputFile.Read(Path + ".input.npy", model.InputShape);
        var expected = InputFile.Read(Path + ".expected.npy", new(InputElement.Float32, [1, model.ClassCount]));
        using var c = CEngine.Of(model.ToC(new("network", CMachine.Find("x86-64")!)));
        var engines = new (string Name, IEngine Engine)[]
        {
            ("interpreter", new InterpreterEngine(model.Packed)), ("C#", CSharpEngine.Of(model)), ("C", c),
        };
        bool areLogits = model.Log.Entries.Any(entry => entry.Code == DiagnosticCatalog.SoftmaxDropped.Code);
        double greatest = Enumerable.Range(0, expected.Count).Max(i => Largest(expected.Values(i)));
        double tolerance = areLogits ? double.PositiveInfinity : Tolerance * greatest;
        return engines.Select(engine => Fault(engine.Name, engine.Engine, inputs, expected, tolerance))
            .FirstOrDefault(fault => fault is not null);
    }

    private static string? Fault(string name, IEngine engine, InputExamples inputs, InputExamples expected, double tolerance)
    {
        float[] scores = new float[expected.Values(0).Length];
        for (int i = 0; i < expected.Count; i++)
        {
            engine.Run(inputs.Values(i), scores);
            var row = expected.Values(i);
            for (int n = 0; n < row.Length; n++)
            {
                if (!(Math.Abs(scores[n] - row[n]) <= tolerance))
                    return string.Create(CultureInfo.InvariantCulture, $"{name}: score {n} of example {i} is {scores[n]:R}; expected {row[n]:R}");
            }

            int found = Prediction.ClassOf(scores), right = Prediction.ClassOf(row);
            if (found != right)
                return string.Create(CultureInfo.InvariantCulture, $"{name}: the class of example {i} is {found}; expected {right}");
        }

        return null;
    }

    private static double Largest(ReadOnlySpan<float> values)
    {
        double largest = 0;
        foreach (float value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
