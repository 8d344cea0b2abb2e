// SPDX-License-Identifier: MIT
using System.Globalization;
using SpeedBenchmark.Building;
using SpeedBenchmark.Workloads;

namespace SpeedBenchmark.Measuring;

/// <summary>A network as a native program, run on one image.</summary>
/// <param name="Name">The model.</param>
/// <param name="Bytes">Length of the program.</param>
/// <param name="Milliseconds">From its start to its end.</param>
/// <param name="PeakBytes">The most memory it had, VmHWM.</param>
internal sealed record ProgramFigures(string Name, long Bytes, Summary Milliseconds, long PeakBytes)
{
    private const int Starts = 20;

    /// <summary>Builds and runs the program of a model.</summary>
    public static ProgramFigures Of(Model model, Builds builds)
    {
        string program = builds.Program(model), image = program + ".image.raw";
        var shape = model.Compile().InputShape;
        File.WriteAllBytes(image, model.Images(shape)[..shape.Length]);
        string output = Tool.Do(builds.Starter(), Starts.ToString(CultureInfo.InvariantCulture), program, image);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var times = Summary.Of(lines[..^1].Select(line => double.Parse(line, CultureInfo.InvariantCulture)));
        return new(model.Name, new FileInfo(program).Length, times, 1024 * long.Parse(lines[^1], CultureInfo.InvariantCulture));
    }
}
