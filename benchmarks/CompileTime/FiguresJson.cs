// SPDX-License-Identifier: MIT
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CompileTimeBenchmark;

/// <summary>How a benchmark writes its figures for programs.</summary>
internal static class FiguresJson
{
    private static readonly JsonSerializerOptions Style = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,

        // Names hold a '#', versions a '+', and nobody puts this into a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A report as an object, and the end of its line.</summary>
    public static string Of<T>(T report) => JsonSerializer.Serialize(report, Style) + "\n";
}
