// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Examples;

/// <summary>The page of <c>examples/web</c> in a real browser: what it shows of what one draws.</summary>
public sealed class WebExampleTests : IDisposable
{
    private const string Hint = "Draw a digit here, 0 to 9";

    private static readonly (double X, double Y)[] One = [(0.52, 0.15), (0.5, 0.5), (0.48, 0.85)];
    private static readonly (double X, double Y)[] Seven = [(0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.5), (0.45, 0.85)];

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("bnn-web-");

    [FactWithTools("bash", "clang-19", "wasm-ld-19", "chromedriver", "chromium")]
    public void The_page_reads_samples_and_what_is_drawn_by_mouse()
    {
        using var server = new FolderServer(Build());
        using var browser = new Browser(new Uri(server.Address, "index.html"), phone: false);
        AssertNothingIsDrawn(browser);
        Assert.Equal(SizeOfProgram(), browser.Text("size"));

        for (int i = 0; i < 20; i++)
        {
            browser.Click("sample");
            int label = Labels()[i];
            Browser.WaitUntil(() => browser.Text("about") == $"sample {i + 1} of 100: a {label}", $"sample {i + 1} is shown");
            Assert.Equal(label.ToString(CultureInfo.InvariantCulture), browser.Text("answer"));
        }

        Assert.EndsWith(" µs", browser.Text("time"), StringComparison.Ordinal);
        AssertReads(browser, "mouse", "1", One);
        AssertReads(browser, "mouse", "7", Seven);
        Keep("desktop", browser);
        browser.Click("clear");
        AssertNothingIsDrawn(browser);
        Assert.Empty(browser.Console());
    }

    [FactWithTools("bash", "clang-19", "wasm-ld-19", "chromedriver", "chromium")]
    public void On_a_phone_a_finger_draws_and_the_page_is_as_wide_as_the_screen()
    {
        using var server = new FolderServer(Build());
        using var browser = new Browser(new Uri(server.Address, "index.html"), phone: true);
        Assert.Equal((int)browser.Script("return innerWidth")!, (int)browser.Script("return document.documentElement.scrollWidth")!);
        AssertReads(browser, "touch", "7", Seven);
        Keep("phone", browser);
        AssertReads(browser, "touch", "1", One);
        Assert.Empty(browser.Console());
    }

    [FactWithTools("bash", "clang-19", "wasm-ld-19", "chromedriver", "chromium")]
    public void A_page_without_its_network_says_what_is_missing()
    {
        string folder = Build();
        File.Delete(Path.Combine(folder, "mnist_tiny.wasm"));
        using var server = new FolderServer(folder);
        using var browser = new Browser(new Uri(server.Address, "index.html"), phone: false);
        Assert.Equal("This page does not work here: mnist_tiny.wasm: the server answers 404", browser.Text("hint"));
    }

    public void Dispose() => _temporary.Delete(recursive: true);

    private static byte[] Labels() => File.ReadAllBytes(SharedFiles.InRepository("examples/models/samples/digits-labels.idx1-ubyte"))[8..];

    private static void AssertNothingIsDrawn(Browser browser)
    {
        Browser.WaitUntil(() => browser.Text("hint") == Hint, "the page says that nothing is drawn");
        Assert.Equal("", browser.Text("answer"));
        Assert.Equal(0, (int)browser.Script("return document.querySelectorAll('#scores .best').length")!);
    }

    /// <summary>The digit is drawn on an empty page, and the page names it and gives it the only bar of full height.</summary>
    private static void AssertReads(Browser browser, string pointer, string digit, (double X, double Y)[] points)
    {
        browser.Click("clear");
        AssertNothingIsDrawn(browser);
        browser.Draw("drawing", pointer, points);
        Browser.WaitUntil(() => browser.Text("answer") == digit, $"a drawn {digit} is read");
        Assert.Equal("", browser.Text("hint"));
        Assert.Equal(digit, (string?)browser.Script("return document.querySelector('#scores .best').textContent"));
        const string Full = "return [...document.querySelectorAll('#scores i')].filter(bar => bar.style.getPropertyValue('--part') === '1').length";
        Assert.Equal(1, (int)browser.Script(Full)!);
    }

    /// <summary>Where BNN_SCREENSHOTS names a folder, pictures of the page are left there to be looked at.</summary>
    private static void Keep(string name, Browser browser)
    {
        byte[] picture = browser.Screenshot();
        Assert.Equal("PNG"u8, picture.AsSpan(1, 3));
        if (Environment.GetEnvironmentVariable("BNN_SCREENSHOTS") is { } folder)
            File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{name}.png"), picture);
    }

    private string Build()
    {
        var built = Command.Run("bash", [SharedFiles.InRepository("examples/web/build.sh"), _temporary.FullName]);
        Assert.True(built.ExitCode == 0, built.Output + built.Error);
        return _temporary.FullName;
    }

    private string SizeOfProgram() =>
        new FileInfo(Path.Combine(_temporary.FullName, "mnist_tiny.wasm")).Length.ToString("N0", CultureInfo.InvariantCulture) + " bytes";
}
