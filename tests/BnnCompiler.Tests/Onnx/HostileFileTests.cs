// SPDX-License-Identifier: MIT
using System.Diagnostics;
using BnnCompiler.Diagnostics;
using BnnCompiler.Onnx;
using BnnCompiler.Onnx.Operators;
using BnnCompiler.Onnx.Protos;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

/// <summary>Whatever the bytes are: a graph or a diagnostic, never another exception, and soon.</summary>
public class HostileFileTests
{
    private const string Tfc = "models/tfc_w1a1/TFC_1W1A.onnx";
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(2);

    private static byte[] Small => new OnnxWriter(1, 1, 2, 2).Floats("w", [2, 4], 1, -1, 0.5f, -0.5f, 1, 1, -1, -1).Float("one", 1)
        .Floats("s", [2], 1, -2).Floats("m", [2], 0, 1).Floats("v", [2], 1, 4).Integer("zero", 0).Integers("rest", -1)
        .Node("sh", "Shape", "x").Node("ga", "Gather", "sh zero").Node("un", "Unsqueeze", "ga", Ints("axes", 0))
        .Node("co", "Concat", "un rest", Int("axis", 0)).Node("re", "Reshape", "x co")
        .Node("onnx.brevitas", "bw", "BipolarQuant", "w one").Node("tw", "Transpose", "bw", Ints("perm", 1, 0)).Node("mm", "MatMul", "re tw")
        .Node("bn", "BatchNormalization", "mm s m m v", Float32("epsilon", 1e-3f)).Node("gt", "Greater", "bn one")
        .Node("y", "Cast", "gt", Int("to", 1)).ToBytes();

    [Fact]
    public void Every_prefix_is_refused_or_read()
    {
        byte[] file = Small;
        for (int length = 0; length < file.Length; length++)
            Import(file[..length], $"prefix of {length} bytes");
    }

    [Fact]
    public void Every_single_bit_flip_is_refused_or_read()
    {
        byte[] file = Small;
        int read = 0;
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            read += Import(file, $"bit {bit}") ? 1 : 0;
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.InRange(read, 1, (file.Length * 8) - 1);
    }

    [Fact]
    public void Random_bytes_and_splices_are_refused_or_read()
    {
        var random = new Random(1);
        byte[] file = Small;
        for (int round = 0; round < 5000; round++)
        {
            byte[] spoiled = (byte[])file.Clone();
            for (int change = random.Next(1, 8); change > 0; change--)
                spoiled[random.Next(spoiled.Length)] = (byte)random.Next(256);
            int from = random.Next(spoiled.Length), to = random.Next(spoiled.Length);
            Import(round % 2 == 0 ? spoiled : [.. spoiled[..from], .. spoiled[to..]], $"round {round}");
        }
    }

    [SharedFileFact(Tfc)]
    public void Every_prefix_of_two_kilobytes_of_a_real_model_is_refused()
    {
        byte[] file = File.ReadAllBytes(SharedFiles.Find(Tfc)!);
        for (int length = 0; length < 2048; length++)
            Assert.False(Import(file[..length], $"prefix of {length} bytes"));
    }

    [SharedFileFact(Tfc)]
    public void Bit_flips_of_a_real_model_are_refused_or_read()
    {
        byte[] file = File.ReadAllBytes(SharedFiles.Find(Tfc)!);
        var random = new Random(2);
        for (int round = 0; round < 300; round++)
        {
            int bit = random.Next(3500 * 8);
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Import(file, $"bit {bit}");
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    [Trait("Length", "Long")]
    public void Random_nodes_of_every_operator_are_refused_or_read()
    {
        const int Rounds = 200;
        var random = new Random(3);
        int read = 0;
        for (int round = 0; round < Rounds; round++)
        {
            foreach (var op in OperatorTable.All)
                read += Import(RandomModel(op, random).ToBytes(), $"{op.Type}, round {round}") ? 1 : 0;
        }

        Assert.InRange(read, Rounds, Rounds * OperatorTable.All.Length - 1);
    }

    // A chain of three nodes of one operator over inputs and attributes of all kinds, fitting or not.
    private static OnnxWriter RandomModel(Operator op, Random random)
    {
        var model = new OnnxWriter(random.Next(2) == 0 ? [1, 4] : [1, 2, 1, 2]).Float("f", 1).Float("nan", float.NaN).Float("two", 2)
            .Floats("row", [1, 4], 1, -1, 0.5f, 2).Floats("column", [4, 1], 1, 2, 3, 4)
            .Floats("w", [4, 4], [.. Enumerable.Range(0, 16).Select(i => i - 7.5f)])
            .Floats("kernel", [2, 2, 1, 2], 1, -1, 2, -2, 3, -3, 4, -4)
            .Integer("i", -1).Integer("zero", 0).Integers("none").Integers("shape", 1, 4).Integers("perm", 1, 0)
            .Integers("huge", long.MinValue, long.MaxValue);
        model.Node("bool", "Greater", "x f").Node("size", "Shape", "x").Node("class", "ArgMax", "row", Int("axis", 1));
        string[] names = ["x", "x", "x", "f", "nan", "two", "row", "column", "w", "i", "zero", "none", "shape", "perm", "huge", "bool", "size",
            "class", "kernel", "kernel", "_"];
        for (int step = 0; step < 3; step++)
        {
            int count = random.Next(op.MinInputs, Math.Min(op.MaxInputs, op.MinInputs + 2) + 1);
            string inputs = string.Join(' ', Enumerable.Range(0, count).Select(
                i => i == 0 && random.Next(4) > 0 ? (step > 0 ? $"n{step - 1}" : "x") : names[random.Next(names.Length)]));
            string output = step == 2 ? "y" : $"n{step}";
            model.Node(op.Output == 0 ? output : $"_ {output}", op.Type, inputs, [.. RandomAttributes(random)]);
        }

        return model;
    }

    private static IEnumerable<AttributeProto> RandomAttributes(Random random)
    {
        long[] integers = [long.MinValue, -2, -1, 0, 1, 2, 3, 7, 9, long.MaxValue];
        float[] floats = [0, -1, 0.5f, float.NaN, float.PositiveInfinity];
        string[] integer = ["axis", "to", "keepdims", "signed", "narrow", "transB", "allowzero", "start", "end", "value_int", "k", "largest", "group",
            "ceil_mode", "count_include_pad"];
        string[] several = ["axes", "perm", "shape", "value_ints", "starts", "ends", "steps", "kernel_shape", "strides", "dilations", "pads"];
        string[] floating = ["alpha", "beta", "epsilon", "min", "max", "out_scale", "out_bias", "value_float"];
        // Pools need a kernel and joins an axis, whatever else they have.
        if (random.Next(4) == 0)
        {
            return [Ints("kernel_shape", 1, random.Next(1, 4)), Ints("strides", integers[random.Next(4, 7)], 1),
                Ints("pads", 0, random.Next(3), 0, random.Next(3)), Int("ceil_mode", random.Next(2))];
        }

        return random.Next(12) switch
        {
            0 => [Int(integer[random.Next(integer.Length)], integers[random.Next(integers.Length)])],
            1 => [Ints(several[random.Next(several.Length)],
                [.. Enumerable.Range(0, random.Next(4)).Select(_ => integers[random.Next(integers.Length)])])],
            2 => [Float32(floating[random.Next(floating.Length)], floats[random.Next(floats.Length)])],
            _ => [],
        };
    }

    [Fact]
    [Trait("Length", "Long")]
    public void Deep_chain_of_nodes_is_imported()
    {
        var model = new OnnxWriter(1, 2);
        const int Depth = 50_000;
        for (int i = 0; i < Depth; i++)
            model.Node(i == 0 ? "y" : $"n{i}", "Relu", i == Depth - 1 ? "x" : $"n{i + 1}");
        Assert.Equal(Depth + 1, model.Import().Ops.Length);
    }

    private static bool Import(byte[] file, string what)
    {
        var time = Stopwatch.StartNew();
        try
        {
            OnnxImporter.Import(file, "hostile", null, new(), new());
            return true;
        }
        catch (DiagnosticException error)
        {
            Assert.StartsWith("BNN1", error.Diagnostic.Code, StringComparison.Ordinal);
            return false;
        }
        catch (Exception other) when (other is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException(what, other);
        }
        finally
        {
            Assert.True(time.Elapsed < Slowest, $"{what} took {time.Elapsed}");
        }
    }
}
