// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Text;

namespace BnnCompiler.Tests.Snapshots;

/// <summary>
/// Snapshot tests as of the library Verify, with its call shape and file names, so that the library can take over by deleting this file:
/// <c>await Verifier.Verify(text, "cs")</c> in <c>KernelTests.Dense</c> compares with <c>KernelTests.Dense.verified.cs</c> beside the test.
/// </summary>
internal static class Verifier
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>
    /// Fails if <paramref name="text"/> is not what the verified file holds, and writes what was found beside it (never on a build server).
    /// With BNN_BLESS=1 it becomes the verified file.
    /// </summary>
    /// <param name="text">What was found.</param>
    /// <param name="extension">File extension without a dot.</param>
    /// <param name="parameters">For theories: <c>kernel=dense_n=8</c>.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <param name="method">Filled in by the compiler.</param>
    public static Task Verify(
        string text, string extension = "txt", string parameters = "", [CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "")
    {
        string stem = Path.Combine(SourceFolder(sourceFile), Path.GetFileNameWithoutExtension(sourceFile) + "." + method);
        if (parameters.Length > 0)
            stem += "_" + parameters;
        return Compare(text, $"{stem}.verified.{extension}", $"{stem}.received.{extension}", Expectations.AreRewritten, Expectations.IsBuildServer);
    }

    /// <summary>The comparison itself, with everything that depends on the environment as a parameter.</summary>
    internal static async Task Compare(string text, string verifiedFile, string receivedFile, bool accept, bool readOnly)
    {
        string found = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        string? expected = File.Exists(verifiedFile)
            ? (await File.ReadAllTextAsync(verifiedFile)).Replace("\r\n", "\n", StringComparison.Ordinal)
            : null;
        if (accept && !readOnly)
        {
            if (expected != found)
                await File.WriteAllTextAsync(verifiedFile, found, WithMark);
            return;
        }

        if (expected == found)
            return;
        if (!readOnly)
            await File.WriteAllTextAsync(receivedFile, found, WithMark);
        string name = Path.GetFileName(verifiedFile);
        Assert.Fail(expected is null
            ? $"{name} does not exist. Look at {Path.GetFileName(receivedFile)}, then run the test with BNN_BLESS=1 to accept it."
            : $"{name}: {Expectations.FirstDifference(expected, found)}\nRun the test with BNN_BLESS=1 to accept what was found.");
    }

    // A build server maps source paths to /_/, so only the part below tests/ can be relied on.
    private static string SourceFolder(string sourceFile)
    {
        string path = sourceFile.Replace('\\', '/');
        int tests = path.LastIndexOf("/tests/", StringComparison.Ordinal);
        return Path.GetDirectoryName(SharedFiles.InRepository(path[(tests + 1)..]))!;
    }
}
