// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json;

namespace BnnCompiler.Cli.Benchmarking;

/// <summary>A benchmark for programs: one object, shares between 0 and 1, times in microseconds, null where there is nothing to say.</summary>
internal static class BenchmarkJson
{
    /// <summary>The object.</summary>
    public static string Of(BenchmarkReport report)
    {
        var measured = report.Measured;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("name", report.Name);
            json.WriteNumber("runs", report.Size.Runs);
            json.WriteString("inputFile", report.Inputs.File);
            json.WriteNumber("inputs", report.Inputs.Count);
            json.WriteStartObject("machine");
            json.WriteNumber("operationsPerSecond", Math.Round(measured.OperationsPerSecond));
            json.WriteNumber("bytesPerSecond", Math.Round(measured.BytesPerSecond));
            json.WriteNumber("workingSetBytes", measured.SetBytes);
            json.WriteNumber("clockNanoseconds", Rounded(measured.ClockNanoseconds));
            json.WriteEndObject();
            json.WriteStartArray("steps");
            foreach (var step in report.Steps)
            {
                json.WriteStartObject();
                json.WriteString("name", step.Name);
                json.WriteString("kernel", step.Kernel);
                Write(json, step.Time);
                json.WriteNumber("share", Rounded(step.Share));
                Write(json, "bound", step.Bound);
                Write(json, "reached", step.Reached);
                Write(json, "activeInputs", step.ActiveInputs);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("network");
            Write(json, measured.Network);
            json.WriteNumber("inferencesPerSecond", Math.Round(measured.Network.PerSecond));
            Write(json, "bound", report.Bound);
            Write(json, "reached", report.Reached);
            json.WriteEndObject();
            if (measured.Batch is { } batch)
            {
                json.WriteStartObject("batch");
                json.WriteNumber("inputs", report.Size.Batch!.Value);
                json.WriteNumber("threads", report.Size.Threads);
                Write(json, batch);
                json.WriteNumber("inferencesPerSecond", Math.Round(batch.PerSecond));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Duration time)
    {
        json.WriteNumber("minimum", Rounded(time.Minimum));
        json.WriteNumber("median", Rounded(time.Median));
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, Rounded(number));
        else
            json.WriteNull(name);
    }

    private static double Rounded(double number) => Math.Round(number, 4);
}
