// SPDX-License-Identifier: MIT
using System.Globalization;

namespace CompileTimeBenchmark;

/// <summary>What Linux tells about processes under <c>/proc</c> (proc(5)).</summary>
internal static class ProcessTree
{
    // Of the fields of /proc/PID/stat behind the name in parentheses, counted from 0: field 3 of the manual is the first.
    private const int Parent = 1, ChildrenUserTime = 13, ChildrenSystemTime = 14;

    // Linux counts these in hundredths of a second for every program, whatever its timer does (USER_HZ).
    private const double TicksPerSecond = 100;

    /// <summary>Processor time in seconds of all children of this process that have ended, their own ended children included.</summary>
    public static double SecondsOfEndedChildren()
    {
        string[] fields = Fields(Environment.ProcessId)!;
        return (Number(fields[ChildrenUserTime]) + Number(fields[ChildrenSystemTime])) / TicksPerSecond;
    }

    /// <summary>
    /// Bytes of memory that a process and its descendants have in RAM. A page that several of them map counts in part for each (its proportional
    /// set size), so nothing is counted twice.
    /// </summary>
    public static long ResidentBytes(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Fields: Fields(id)))
            .Where(process => process.Fields is not null)
            .ToLookup(process => (int)Number(process.Fields![Parent]), process => process.Id);
        long bytes = 0;
        var waiting = new Stack<int>([root]);
        while (waiting.TryPop(out int id))
        {
            bytes += ProportionalBytes(id);
            foreach (int child in children[id])
                waiting.Push(child);
        }

        return bytes;
    }

    /// <summary>The fields of a process behind its name, which may hold blanks and parentheses; null if it has ended.</summary>
    private static string[]? Fields(int id) => Read($"/proc/{id}/stat") is { } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static long ProportionalBytes(int id)
    {
        string? line = Read($"/proc/{id}/smaps_rollup")?.Split('\n').FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return line is null ? 0 : Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A process that ends while it is looked at: its files are gone, or can be opened and no longer read.
            return null;
        }
    }
}
