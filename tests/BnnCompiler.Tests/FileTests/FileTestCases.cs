// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.FileTests;

/// <summary>Every .bnn file below this folder is a test. How to write one is said in <see cref="FileTest"/>.</summary>
public class FileTestCases
{
    private const string Folder = "tests/BnnCompiler.Tests/FileTests";

    /// <summary>Paths below the folder, with '/', in ordinal order.</summary>
    public static TheoryData<string> Files
    {
        get
        {
            string root = SharedFiles.InRepository(Folder);
            return [.. Directory.EnumerateFiles(root, "*.bnn", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)];
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void File(string path)
    {
        string file = SharedFiles.InRepository($"{Folder}/{path}");
        var test = new FileTest(Path.GetFileName(path), System.IO.File.ReadAllText(file));
        var outcome = FileTestRunner.Run(test);
        if (test.Command.Verb == "roundtrip")
        {
            Assert.Null(outcome.Fault);
            if (Expectations.FirstDifference(test.GraphText, outcome.Text) is { } change)
                Assert.Fail($"{path}: printed otherwise than written, in graph {change}");
        }
        else if (test.Mismatch(outcome) is { } mismatch)
        {
            if (!Expectations.AreRewritten)
                Assert.Fail($"{path}: {mismatch}");
            System.IO.File.WriteAllText(file, test.WithExpectation(outcome));
        }
    }
}
