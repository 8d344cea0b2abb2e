// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Runtime.Hosting;

/// <summary>
/// The whole of a native program but for its model: reads files, classifies every example, prints the results. For Linux, as the native
/// programs are.
/// </summary>
public static class ClassifierProgram
{
    private const int Done = 0;
    private const int OurFault = 1;
    private const int UsersFault = 2;

    /// <summary>Runs the program of a uint8 model; returns the exit code: 0 done, 2 the user's fault, 1 ours.</summary>
    public static int Run(string[] arguments, ClassifierInfo info, PixelClassifier classify) =>
        Run(arguments, info, (examples, index, scores) => classify(examples.Pixels(index), scores));

    /// <summary>Runs the program of a float32 model; returns the exit code: 0 done, 2 the user's fault, 1 ours.</summary>
    public static int Run(string[] arguments, ClassifierInfo info, ValueClassifier classify) =>
        Run(arguments, info, (examples, index, scores) => classify(examples.Values(index), scores));

    internal static int Run(string[] arguments, ClassifierInfo info, ExampleClassifier classify, Stream standardOutput, Stream standardError)
    {
        var output = new Utf8Output(standardOutput);
        var errors = new Utf8Output(standardError);
        try
        {
            ClassifierOptions options = ClassifierOptions.Parse(arguments);
            if (options.Help)
                ClassifierHelp.Write(output, info);
            else if (options.Version)
                output.Write(info.Name).Write(info.Version is null ? "" : ", compiled by bnnc " + info.Version).Write("\n");
            else if (options.Bench > 0)
                Benchmark.Run(options, info, classify, output);
            else
                Classification.Run(options, info, classify, output, errors);
            output.Flush();
            errors.Flush();
            return Done;
        }
        catch (InputFileException fault)
        {
            errors.Write(info.Name).Write(": ").Write(fault.Message).Write("\n").Flush();
            return UsersFault;
        }
        catch (IOException)
        {
            errors.Write(info.Name).Write(": standard output cannot be written: its reader has gone or the disk is full.\n").Flush();
            return UsersFault;
        }
        catch (Exception fault)
        {
            errors.Write(info.Name).Write(": internal fault, please report it: ").Write(fault.ToString()).Write("\n").Flush();
            return OurFault;
        }
    }

    private static int Run(string[] arguments, ClassifierInfo info, ExampleClassifier classify)
    {
        using LinuxFile output = LinuxFile.Of(1);
        using LinuxFile errors = LinuxFile.Of(2);
        return Run(arguments, info, classify, output, errors);
    }
}

/// <summary>Computes the scores of one of the examples.</summary>
internal delegate void ExampleClassifier(InputExamples examples, int index, Span<float> scores);
