// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace BnnCompiler.EndToEnd.Tests.Examples;

/// <summary>Chromium without a window, driven by the W3C's WebDriver protocol: JSON over HTTP.</summary>
internal sealed class Browser : IDisposable
{
    private const string ElementKey = "element-6066-11e4-a52e-4f735466cecf", Started = "was started successfully on port ";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("bnn-browser-");
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = 2 * Longest };
    private readonly Process _driver;
    private readonly string _session;

    /// <summary>Opens a page, and waits until its script says that it is ready.</summary>
    /// <param name="address">The page.</param>
    /// <param name="phone">Whether the screen is that of a phone, with touch.</param>
    public Browser(Uri address, bool phone)
    {
        _driver = Process.Start(new ProcessStartInfo("chromedriver", ["--port=0"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = _driver.StandardError.ReadToEndAsync();
        try
        {
            _http.BaseAddress = new Uri($"http://127.0.0.1:{Port()}/");
            _session = $"session/{Post("session", new JsonObject { ["capabilities"] = Capabilities(phone) })!["sessionId"]}";
            Post($"{_session}/url", new JsonObject { ["url"] = address.AbsoluteUri });
            WaitUntil(() => (string?)Script("return document.body.dataset.state ?? null") is not null, "the page is ready");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_driver.HasExited)
        {
            if (_session is not null)
                _http.DeleteAsync(_session).GetAwaiter().GetResult().Dispose();
            _driver.Kill(entireProcessTree: true);
            _driver.WaitForExit();
        }

        _driver.Dispose();
        _http.Dispose();
        _profile.Delete(recursive: true);
    }

    /// <summary>The text of an element as one sees it: nothing where it is hidden.</summary>
    public string Text(string id) => (string)Get($"{_session}/element/{Element(id)}/text")!;

    public void Click(string id) => Post($"{_session}/element/{Element(id)}/click", []);

    public JsonNode? Script(string body) => Post($"{_session}/execute/sync", new JsonObject { ["script"] = body, ["args"] = new JsonArray() });

    /// <summary>What the page wrote to its console: errors, and what the browser refused it.</summary>
    public string[] Console() =>
        [.. Post($"{_session}/se/log", new JsonObject { ["type"] = "browser" })!.AsArray().Select(entry => (string)entry!["message"]!)];

    public byte[] Screenshot() => Convert.FromBase64String((string)Get($"{_session}/screenshot")!);

    /// <summary>Moves a pressed mouse, or a finger, over an element.</summary>
    /// <param name="id">The element.</param>
    /// <param name="pointer">"mouse" or "touch".</param>
    /// <param name="points">Places in the element, in parts of its width and height.</param>
    public void Draw(string id, string pointer, params (double X, double Y)[] points)
    {
        string element = Element(id);
        var place = Get($"{_session}/element/{element}/rect")!;
        var moves = points.Select(point =>
            Move(element, (point.X - 0.5) * (double)place["width"]!, (point.Y - 0.5) * (double)place["height"]!)).ToList();
        moves.Insert(1, new JsonObject { ["type"] = "pointerDown", ["button"] = 0 });
        moves.Add(new JsonObject { ["type"] = "pointerUp", ["button"] = 0 });
        var finger = new JsonObject
        {
            ["type"] = "pointer",
            ["id"] = pointer,
            ["parameters"] = new JsonObject { ["pointerType"] = pointer },
            ["actions"] = new JsonArray([.. moves]),
        };
        Post($"{_session}/actions", new JsonObject { ["actions"] = new JsonArray(finger) });
    }

    public static void WaitUntil(Func<bool> condition, string what)
    {
        var time = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(time.Elapsed < Longest, $"waited {Longest} for this: {what}");
            Thread.Sleep(20);
        }
    }

    private static JsonObject Move(string element, double x, double y) => new()
    {
        ["type"] = "pointerMove",
        ["duration"] = 20,
        ["x"] = (int)x,
        ["y"] = (int)y,
        ["origin"] = new JsonObject { [ElementKey] = element },
    };

    private JsonObject Capabilities(bool phone)
    {
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--window-size=1000,720", $"--user-data-dir={_profile.FullName}",
        ];
        var options = new JsonObject { ["args"] = new JsonArray([.. arguments.Select(argument => JsonValue.Create(argument))]) };
        if (phone)
        {
            var screen = new JsonObject { ["width"] = 390, ["height"] = 760, ["pixelRatio"] = 2, ["touch"] = true };
            options["mobileEmulation"] = new JsonObject { ["deviceMetrics"] = screen };
        }

        return new JsonObject
        {
            ["alwaysMatch"] = new JsonObject { ["goog:chromeOptions"] = options, ["goog:loggingPrefs"] = new JsonObject { ["browser"] = "ALL" } },
        };
    }

    /// <summary>The driver chooses a free port itself and prints it.</summary>
    private int Port()
    {
        string? line;
        while ((line = _driver.StandardOutput.ReadLine()) is not null)
        {
            int at = line.IndexOf(Started, StringComparison.Ordinal);
            if (at < 0)
                continue;
            // What else it prints is read and dropped, or it would wait for a reader one day.
            _ = _driver.StandardOutput.ReadToEndAsync();
            return int.Parse(line[(at + Started.Length)..].TrimEnd('.'), CultureInfo.InvariantCulture);
        }

        throw new InvalidOperationException("chromedriver ended before it said which port it uses.");
    }

    private string Element(string id) =>
        (string)Post($"{_session}/element", new JsonObject { ["using"] = "css selector", ["value"] = $"#{id}" })![ElementKey]!;

    private JsonNode? Get(string path) => Value(path, _http.GetAsync(path));

    /// <summary>Sends a text, whose length is known: chromedriver does not take a body in chunks.</summary>
    private JsonNode? Post(string path, JsonObject body) =>
        Value(path, _http.PostAsync(path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json")));

    private static JsonNode? Value(string path, Task<HttpResponseMessage> answer)
    {
        using var response = answer.GetAwaiter().GetResult();
        string text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!["value"];
    }
}
