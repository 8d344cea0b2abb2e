// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Onnx;
using Google.Protobuf;

namespace BnnCompiler.Tests.Onnx;

/// <summary>Files that are no ONNX model at all.</summary>
public class FileRefusalTests
{
    private static void RefusesFile(byte[] file, string words)
    {
        var error = Assert.Throws<DiagnosticException>(() => OnnxImporter.Import(file, "m", null, new(), new())).Diagnostic;
        Assert.Equal(("BNN1001", ""), (error.Code, error.Place));
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public void Files_that_are_no_models_are_named()
    {
        RefusesFile([], "it is empty");
        RefusesFile("<!DOCTYPE html><html>"u8.ToArray(), "web page");
        RefusesFile("version https://git-lfs.github.com/spec/v1\noid sha256:1\n"u8.ToArray(), "git lfs pull");
        RefusesFile("PK\u0003\u0004rest"u8.ToArray(), "exported to ONNX");
        RefusesFile("hello world, this is text"u8.ToArray(), "it is text");
        RefusesFile([.. new OnnxWriter(1, 4).Node("y", "Relu", "x").ToBytes()[..^3]], "protobuf structure is broken");
    }

    [Fact]
    public void Groups_and_long_varints_are_no_models()
    {
        RefusesFile([.. Enumerable.Repeat((byte)0xFB, 100_000)], "broken");
        RefusesFile([.. Enumerable.Repeat((byte)0x1B, 100_000)], "broken");
        RefusesFile([0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], "broken");
    }

    [Fact]
    public void Empty_messages_do_not_fill_the_memory()
    {
        // 5 million empty nodes in 10 MB.
        byte[] nodes = [.. Enumerable.Repeat<byte[]>([0x0A, 0x00], 5_000_000).SelectMany(bytes => bytes)];
        var graph = new MemoryStream();
        var output = new CodedOutputStream(graph);
        output.WriteTag(7, WireFormat.WireType.LengthDelimited);
        output.WriteLength(nodes.Length);
        output.Flush();
        graph.Write(nodes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] file = graph.ToArray();
        var error = Assert.Throws<DiagnosticException>(() => OnnxImporter.Import(file, "m", null, new(), new())).Diagnostic;
        Assert.Equal("BNN1002", error.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 * file.Length);
    }
}
