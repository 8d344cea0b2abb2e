// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Training.Cli.Output;
using BnnCompiler.Training.Runs;

namespace BnnCompiler.Training.Cli.Commands;

/// <summary><c>bnn-train test FOLDER --data FOLDER</c></summary>
internal static class TestCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("RUN") { Description = "The folder of a run, finished or not." };
        var data = RunFolder.DataOption();
        var output = new Option<string?>("--scores")
        {
            Description =
                "Write all scores to this file too: npy, float32 [images, classes]. Those of the compiled network are the same, bit for bit.",
            HelpName = "FILE.npy",
        };
        var command =
            new Command("test", "Gives the test images to the network of a run and says how many classes are right.") { folder, data, output };
        command.SetAction(result =>
        {
            var session = new RunFolder(result.GetRequiredValue(folder)).Open(result.GetValue(data));
            int classes = session.Data.Test.Classes, wrong = 0;
            float[] scores = new float[session.Data.Test.Count * classes];
            Evaluation.Scores(session.Run.Network, session.Data.Test, session.Run.Recipe.Batch, (first, batch) =>
            {
                wrong += Evaluation.Wrong(batch, session.Data.Test.Labels.Slice(first, batch.Rows));
                batch.Values.CopyTo(scores, first * classes);
            });
            int count = session.Data.Test.Count;
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{count - wrong} of {count} right: {100.0 * (count - wrong) / count:F2} %"));
            if (result.GetValue(output) is { } file)
                Runs.WholeFile.Write(file, stream => NpyFile.Write(stream, scores, [count, classes]));
            return FrontDoor.Done;
        });
        return command;
    }
}
