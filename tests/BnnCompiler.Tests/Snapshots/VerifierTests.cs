// SPDX-License-Identifier: MIT
using Xunit.Sdk;

namespace BnnCompiler.Tests.Snapshots;

public sealed class VerifierTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bnn-verifier");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public Task Finds_its_file_beside_the_test() => Verifier.Verify("one\ntwo\n");

    [Fact]
    public Task Puts_parameters_into_the_file_name() => Verifier.Verify("not compiled\n", "cs", "kernel=dense_n=8");

    [Fact]
    public async Task A_missing_file_fails_and_leaves_what_was_found()
    {
        var failure = await Assert.ThrowsAsync<FailException>(() => Compare("a\n"));
        Assert.Contains("T.M.verified.txt does not exist", failure.Message, StringComparison.Ordinal);
        Assert.Equal("a\n", await File.ReadAllTextAsync(Received));
    }

    [Fact]
    public async Task A_difference_fails_with_its_first_line()
    {
        await File.WriteAllTextAsync(Verified, "a\nb\nc\n");
        var failure = await Assert.ThrowsAsync<FailException>(() => Compare("a\nx\ny\n"));
        Assert.Contains("line 2\n  expected: b\n  found:    x", failure.Message, StringComparison.Ordinal);
        Assert.Equal("a\nb\nc\n", await File.ReadAllTextAsync(Verified));
    }

    [Fact]
    public async Task Line_ends_of_a_checkout_make_no_difference()
    {
        await File.WriteAllTextAsync(Verified, "a\r\nb\r\n");
        await Compare("a\nb\n");
    }

    [Fact]
    public async Task Accepting_writes_the_file_with_a_byte_order_mark()
    {
        await Compare("a\r\nb\n", accept: true);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "a\nb\n"u8], await File.ReadAllBytesAsync(Verified));
    }

    [Fact]
    public async Task A_build_server_accepts_and_writes_nothing()
    {
        await Assert.ThrowsAsync<FailException>(() => Compare("a\n", accept: true, readOnly: true));
        Assert.Empty(_folder.GetFiles());
    }

    private string Verified => Path.Combine(_folder.FullName, "T.M.verified.txt");

    private string Received => Path.Combine(_folder.FullName, "T.M.received.txt");

    private Task Compare(string text, bool accept = false, bool readOnly = false) => Verifier.Compare(text, Verified, Received, accept, readOnly);
}
