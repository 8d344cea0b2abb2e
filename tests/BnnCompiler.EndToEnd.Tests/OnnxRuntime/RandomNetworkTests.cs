// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;
using BnnCompiler.Ops;
using BnnCompiler.Passes;
using BnnCompiler.Tests.Networks;
using Xunit.Abstractions;

namespace BnnCompiler.EndToEnd.Tests.OnnxRuntime;

/// <summary>Random convolutional networks in ONNX Runtime: pools, frames, groups, branches, averages, every spelling of a sign.</summary>
public class RandomNetworkTests(ITestOutputHelper output)
{
    private const int Networks = 40, Examples = 4;

    /// <summary>
    /// Other tests have a batch norm with a scale of 1e30, which at its mean is its bias for us and for ONNX Runtime the rounding of 1e30, and one
    /// with a bias of 1e-31, which is its sign at its mean for us and is lost for ONNX Runtime.
    /// </summary>
    private const float SmallestConstant = 1e-6f, LargestConstant = 64;

    /// <summary>Of a score: sums and constants below 64, divided by a deviation of more than 1 / 32.</summary>
    private const float LargestTerm = 1 << 11;

    [Fact]
    public void Onnx_runtime_gives_the_classes_and_scores_of_random_convolutional_networks()
    {
        int compared = 0, seed = 0;
        double greatest = 0;
        for (; compared < Networks; seed++)
        {
            var c = RandomConvolutionalNetworks.Case(seed, Examples);
            var imported = c.Network.ToGraph("random");
            if (Binarized(imported) is not { } binarized)
                continue;
            compared++;
            using var runtime = new OnnxRuntimeModel(OnnxExporter.Export(imported, OnnxDialect.Where));
            for (int example = 0; example < Examples; example++)
            {
                var input = NetworkCase.InputOf(imported, c.Examples[example]);
                var expected = (Tensor<float>)GraphInterpreter.Run(binarized, input)[0];
                var found = input is Tensor<byte> pixels ? runtime.Run<byte>([.. pixels.Values]) : runtime.Run(c.Examples[example]);
                string place = $"seed {seed}, example {example}";
                greatest = Math.Max(greatest, ScoreComparison.AssertClose([.. expected.Values], found[0].Values, place, LargestTerm));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compared} of {seed} networks, scores differ by at most {greatest:g2}"));
    }

    /// <summary>
    /// The network in bits and integers; null where it is refused, or where float32 arithmetic in another order may give other bits: sums of
    /// floats or of scaled terms, and thresholds that a note says to depend on the order.
    /// </summary>
    private static Graph? Binarized(Graph imported)
    {
        var log = new DiagnosticLog();
        Graph? binarized = null;
        try
        {
            Compiler.Lower(imported, log, (pass, graph) => binarized = pass is BinarizeLayers ? graph : binarized);
        }
        catch (DiagnosticException)
        {
            return null;
        }

        string[] codes =
        [
            DiagnosticCatalog.TieUnsafe.Code, DiagnosticCatalog.RoundedOnce.Code,
            DiagnosticCatalog.FloatLayer.Code, DiagnosticCatalog.StraightThroughResidue.Code,
        ];
        bool addsFloats = binarized!.Ops.Any(op =>
            op.Type.Element == ElementType.Float32 && op is BinaryConv or FloatDense or Conv or SumPool);
        bool isExtreme = imported.Ops.OfType<Constant>().Any(constant => constant.Floats.Values.Any(IsExtreme));
        bool isRefused = imported.Ops.OfType<PoolOp>().Any(pool => PadsWholeWindows(pool.Window.Rows) || PadsWholeWindows(pool.Window.Columns));
        return addsFloats || isExtreme || isRefused || log.Entries.Any(note => codes.Contains(note.Code)) ? null : binarized;
    }

    private static bool IsExtreme(float value) => Math.Abs(value) is > LargestConstant or (> 0 and < SmallestConstant);

    /// <summary>ONNX Runtime refuses pools whose padding is as large as their window.</summary>
    private static bool PadsWholeWindows(WindowAxis axis) => Math.Max(axis.Before, axis.After) >= axis.Size;
}
