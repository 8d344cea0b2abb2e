// SPDX-License-Identifier: MIT
namespace SpeedBenchmark.Reporting;

/// <summary>What the pictures of benchmarks share: the ground and the colours. Lengths are in pixels of a picture shown at its own size.</summary>
internal static class SvgPicture
{
    /// <summary>The colour of what is to be read first, of what is beside it, and of lines behind it.</summary>
    public const string Ink = "#1f2933", Faint = "#7b8794", Grid = "#e4e7eb";

    /// <summary>A whole picture.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="content">What lies on the ground.</param>
    public static string Of(int width, int height, string content) => $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"
            font-family="system-ui, sans-serif" font-size="11">
        <rect width="100%" height="100%" fill="#ffffff"/>
        {content}</svg>

        """;

    /// <summary>The title of a picture.</summary>
    public static string Title(int y, string text) => SvgText.Of(24, y, text, Ink, "font-size=\"20\" font-weight=\"600\"");
}
