// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.Training.Cli.Output;

namespace BnnCompiler.Training.Cli.Commands;

/// <summary><c>bnn-train run RECIPE --data FOLDER -o FOLDER</c></summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var recipe = new Argument<string?>("RECIPE")
        {
            Description = "A recipe's name ('bnn-train recipes' lists them) or file. May be left out with --resume.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The folder for the checkpoint, the learning curve (CSV, SVG) and, at the end, the network (.bnn, .onnx, .npz).",
            HelpName = "FOLDER",
            Required = true,
        };
        var data = RunFolder.DataOption();
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on where the run in the folder was interrupted; the result is that of an unbroken run.",
        };
        var threads = new Option<int?>("--threads")
        {
            Description = "How many threads work, by default as many as there are processors. Results depend on it by rounding; "
                + "a resumed run keeps its own.",
            HelpName = "n",
        };
        var teacher = new Option<string?>("--teacher")
        {
            Description =
                "The folder of a finished run whose network's scores are learned too (distillation): --teacher-weight, --teacher-temperature.",
            HelpName = "FOLDER",
        };
        var command = new Command("run", "Trains a network. Every setting of the recipe can be given as an option; Ctrl-C saves, --resume goes on.")
        {
            recipe, output, data, resume, threads, teacher,
        };
        var settings = new RecipeOptions(command);
        command.SetAction(result => Run(
            new(result.GetRequiredValue(output)),
            new(
                result.GetValue(recipe),
                settings.Parse(result),
                result.GetValue(data),
                result.GetValue(resume),
                result.GetValue(threads),
                result.GetValue(teacher))));
        return command;
    }

    private static int Run(RunFolder folder, RunRequest request)
    {
        var session = request.Resumes ? folder.Resume(request) : folder.Start(request);
        var run = session.Run;
        Console.WriteLine($"{run.Recipe.Network} on {run.Recipe.Dataset}: {session.Describe()}");
        if (run.IsFinished)
        {
            Console.WriteLine("the run is finished already; nothing to do");
            return FrontDoor.Done;
        }

        using var signals = new SaveSignals();
        var cancellation = signals.Token;
        using var progress = new TrainingProgress(run);
        while (!run.IsComplete)
        {
            bool isComplete = run.RunEpoch(progress.Report, cancellation);
            folder.Save(session);
            if (!isComplete)
                return Interrupted(progress, folder, $"in epoch {run.Position.Epoch + 1} of {run.Recipe.Epochs}");

            progress.EndEpoch();
        }

        if (run.Recipe.ReEstimate)
            progress.Say("measuring batch norm's averages over all training images");
        try
        {
            run.Finish(_ => cancellation.ThrowIfCancellationRequested());
        }
        catch (OperationCanceledException)
        {
            return Interrupted(progress, folder, "after the last epoch");
        }

        // The checkpoint last: whoever is killed before it does the end of the run once more.
        folder.WriteModel(session);
        folder.Save(session);
        progress.Finish(session.TestError(), folder.Path);
        return FrontDoor.Done;
    }

    private static int Interrupted(TrainingProgress progress, RunFolder folder, string where)
    {
        progress.Dispose();
        Console.Error.WriteLine(
            $"interrupted {where}; saved. Go on with: bnn-train run --resume -o {folder.Path}, and --data and --teacher as before");
        return FrontDoor.Interrupted;
    }
}
