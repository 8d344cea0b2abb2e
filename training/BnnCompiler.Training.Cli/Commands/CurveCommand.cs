// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Training.Cli.Output;
using BnnCompiler.Training.Curves;
using BnnCompiler.Training.Runs;

namespace BnnCompiler.Training.Cli.Commands;

/// <summary><c>bnn-train curve RUN... -o FILE.svg</c></summary>
internal static class CurveCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var runs = new Argument<string[]>("RUN")
        {
            Description = "Folders of runs, or CSV files of their curves; each is called as its folder or file.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output", "-o") { Description = "The picture to write.", HelpName = "FILE.svg", Required = true };
        var title = new Option<string>("--title")
        {
            Description = "What stands above it.",
            DefaultValueFactory = _ => "Learning curves",
            HelpName = "TEXT",
        };
        var command = new Command("curve", "Draws the learning curves of several runs in one picture.") { runs, output, title };
        command.SetAction(result =>
        {
            var curves = result.GetRequiredValue(runs).Select(run =>
            {
                string file = Directory.Exists(run) ? Path.Combine(run, "curve.csv") : run;
                if (!File.Exists(file))
                    throw new TrainingException($"{file}: found no such file, expected the learning curve of a run");
                string name = Directory.Exists(run)
                    ? Path.GetFileName(Path.TrimEndingDirectorySeparator(run))
                    : Path.GetFileNameWithoutExtension(run);
                return (name, CurveCsv.Read(File.ReadAllText(file), file));
            });
            WholeFile.Write(result.GetRequiredValue(output), CurvePicture.Svg([.. curves], result.GetRequiredValue(title)));
            return FrontDoor.Done;
        });
        return command;
    }
}
