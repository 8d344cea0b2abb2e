// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using BnnCompiler.EndToEnd.Tests.Toolchains;
using BnnCompiler.Tests;
using Xunit.Abstractions;

namespace BnnCompiler.Packaging.Tests;

/// <summary>The HTTP API as a native program: right answers, problem documents for bad uploads, and a steady state under load.</summary>
[Collection(PackageTests.Name)]
public sealed class ApiExampleTests(PackageFeed feed, ITestOutputHelper output) : IDisposable
{
    private const int Requests = 20_000;
    private const int AtATime = 8;
    private const long MostGrowthInBytes = 16 << 20;

    private Process? _server;

    [FactWithTools("gcc")]
    public async Task It_answers_refuses_and_holds_under_load()
    {
        var example = new Example(feed, "aspnet-api");
        Assert.DoesNotContain("warning", example.Run(1), StringComparison.Ordinal);
        using var client =
            new HttpClient { BaseAddress = await StartAsync(Path.Combine(example.Folder, "out", "DigitsApi")).WaitAsync(TimeSpan.FromMinutes(1)) };

        Assert.Equal("Healthy", await client.GetStringAsync("/health"));
        using var description = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        Assert.True(description.RootElement.GetProperty("paths").GetProperty("/classify").TryGetProperty("post", out _));
        for (int digit = 0; digit < 10; digit++)
            Assert.Equal(digit, await ClassifyAsync(client, await File.ReadAllBytesAsync(UserProject.Digit(digit))));

        byte[] good = await File.ReadAllBytesAsync(UserProject.Digit(3));
        await AssertProblem(client, HttpStatusCode.BadRequest, "this is no image"u8.ToArray(), "that are no PNG image");
        await AssertProblem(client, HttpStatusCode.BadRequest, [], "an empty file");
        await AssertProblem(client, HttpStatusCode.BadRequest, good[..^20], "found an image cut off after");
        await AssertProblem(client, HttpStatusCode.BadRequest, [.. good[..60], (byte)(good[60] ^ 1), .. good[61..]], "a wrong checksum");
        await AssertProblem(client, HttpStatusCode.BadRequest,
            await File.ReadAllBytesAsync(SharedFiles.InRepository("examples/models/digits/test-labels.idx1-ubyte.gz")), "that are no PNG image");
        await AssertProblem(client, HttpStatusCode.RequestEntityTooLarge, new byte[100_000], null);
        await AssertProblem(client, HttpStatusCode.UnsupportedMediaType, good, null, "text/plain");
        using var missing = await client.GetAsync("/nothing");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        // The collector's own heap grows to its working size first.
        await LoadAsync(client, good, Requests / 4);
        long before = ResidentBytes();
        double[] milliseconds = await LoadAsync(client, good, Requests);
        long growth = ResidentBytes() - before;
        Array.Sort(milliseconds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Requests} requests, {AtATime} at a time: p50 {milliseconds[Requests / 2]:F2} ms, p99 {milliseconds[Requests * 99 / 100]:F2} ms, "
            + $"memory {before >> 10} KB, growth {growth >> 10} KB"));
        Assert.InRange(growth, long.MinValue, MostGrowthInBytes);
    }

    public void Dispose()
    {
        _server?.Kill(entireProcessTree: true);
        _server?.Dispose();
    }

    private async Task<Uri> StartAsync(string program)
    {
        _server = Process.Start(new ProcessStartInfo(program, ["--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        })!;
        while (await _server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Now listening on: ", StringComparison.Ordinal))
            {
                // Nobody reads the log of each request; it must not fill the pipe.
                _ = _server.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new Uri(line.Split("on: ")[1]);
            }
        }

        throw new InvalidOperationException("The server ended before it listened.");
    }

    /// <summary>Posts the image so many times, eight at a time; the time of each request.</summary>
    private static async Task<double[]> LoadAsync(HttpClient client, byte[] image, int requests)
    {
        double[] milliseconds = new double[requests];
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtATime).Select(async _ =>
        {
            for (int i = Interlocked.Increment(ref next); i < requests; i = Interlocked.Increment(ref next))
            {
                long start = Stopwatch.GetTimestamp();
                Assert.Equal(3, await ClassifyAsync(client, image));
                milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }));
        return milliseconds;
    }

    private static async Task<int> ClassifyAsync(HttpClient client, byte[] image)
    {
        using var response = await PostAsync(client, image, "image/png");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        Assert.Equal(10, answer.RootElement.GetProperty("scores").GetArrayLength());
        return answer.RootElement.GetProperty("digit").GetInt32();
    }

    private static async Task AssertProblem(HttpClient client, HttpStatusCode status, byte[] upload, string? detail, string type = "image/png")
    {
        using var response = await PostAsync(client, upload, type);
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        if (detail is not null)
            Assert.Contains(detail, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] body, string type)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        return await client.PostAsync("/classify", content);
    }

    /// <summary>Memory that belongs to the server alone and is in RAM.</summary>
    private long ResidentBytes()
    {
        string line = File.ReadLines($"/proc/{_server!.Id}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
