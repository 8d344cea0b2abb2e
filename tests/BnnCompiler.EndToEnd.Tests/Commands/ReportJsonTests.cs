// SPDX-License-Identifier: MIT
using System.Text.Json;
using BnnCompiler.Cli.Benchmarking;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Output;

namespace BnnCompiler.EndToEnd.Tests.Commands;

/// <summary>What programs read: names, their order, what is null and what is left out.</summary>
public class ReportJsonTests
{
    [Fact]
    public void A_model_has_its_layers_and_notes()
    {
        LayerJson[] layers =
        [
            new("fc1", "xnor_threshold", "bit[1, 64]", 9, 576, 1, 1152, 600, 0, 0, 64, 63, "binary"),
            new("scores", "affine", "f32[1, 10]", 0, 0, 1, 20, 80, null, null, null, null, "float"),
        ];
        var model = new ModelJson("digits", "u8[1, 9]", null, 10, 680, 128, layers, [new("BNN2102", "node 'fc1'", "folded")]);

        Assert.Equal("""
            {
              "name": "digits",
              "input": "u8[1, 9]",
              "inputScale": null,
              "classes": 10,
              "constantBytes": 680,
              "arenaBytes": 128,
              "layers": [
                {
                  "name": "fc1",
                  "kernel": "xnor_threshold",
                  "output": "bit[1, 64]",
                  "fanIn": 9,
                  "weights": 576,
                  "bitsPerWeight": 1,
                  "operations": 1152,
                  "constantBytes": 600,
                  "kernels": 0,
                  "distinctKernels": 0,
                  "filters": 64,
                  "distinctFilters": 63,
                  "reason": "binary"
                },
                {
                  "name": "scores",
                  "kernel": "affine",
                  "output": "f32[1, 10]",
                  "fanIn": 0,
                  "weights": 0,
                  "bitsPerWeight": 1,
                  "operations": 20,
                  "constantBytes": 80,
                  "reason": "float"
                }
              ],
              "notes": [
                {
                  "code": "BNN2102",
                  "place": "node \u0027fc1\u0027",
                  "message": "folded"
                }
              ]
            }
            """.ReplaceLineEndings("\n"), JsonSerializer.Serialize(model, ReportJson.Default.ModelJson));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(900, "\n  \"codeBytes\": 900,")]
    public void A_model_on_a_small_machine_has_code_only_where_a_compiler_is_there(int? codeBytes, string line)
    {
        CLayerReport[] layers = [new("fc1", "sliced_threshold", 680, 100, 40, 1152, HasConstantTime: true)];
        var model = new CModelJson("digits", "cortex-m4", 680, codeBytes, 128, 64, layers);

        Assert.Equal($$"""
            {
              "name": "digits",
              "cpu": "cortex-m4",
              "constantBytes": 680,{{line}}
              "arenaBytes": 128,
              "stackBytes": 64,
              "layers": [
                {
                  "name": "fc1",
                  "kernel": "sliced_threshold",
                  "constantBytes": 680,
                  "ramBytes": 100,
                  "stackBytes": 40,
                  "operations": 1152,
                  "constantTime": true
                }
              ]
            }
            """.ReplaceLineEndings("\n"), JsonSerializer.Serialize(model, ReportJson.Default.CModelJson));
    }

    [Fact]
    public void A_benchmark_has_rounded_figures_and_a_batch_only_where_one_was_run()
    {
        var measured = new Measurement(1.25e10, 5e10, 4096, 20.123456, [], [], new(2, 4), new(0.5, 0.625));
        StepFigures[] steps = [new("fc1", "xnor_dense", new(1.23456, 2), 0.75, 0.5, null), new("scores", "affine", new(0, 0), 0.25, null, null)];
        var report = new BenchmarkReport("digits", new([], 4, null), new(64, 10, 2), steps, measured);
        const string Whole = """
            {
              "name": "digits",
              "runs": 64,
              "inputFile": null,
              "inputs": 4,
              "machine": {
                "operationsPerSecond": 12500000000,
                "bytesPerSecond": 50000000000,
                "workingSetBytes": 4096,
                "clockNanoseconds": 20.1235
              },
              "steps": [
                {
                  "name": "fc1",
                  "kernel": "xnor_dense",
                  "minimum": 1.2346,
                  "median": 2,
                  "share": 0.75,
                  "bound": 0.5,
                  "reached": 0.405,
                  "activeInputs": null
                },
                {
                  "name": "scores",
                  "kernel": "affine",
                  "minimum": 0,
                  "median": 0,
                  "share": 0.25,
                  "bound": null,
                  "reached": null,
                  "activeInputs": null
                }
              ],
              "network": {
                "minimum": 2,
                "median": 4,
                "inferencesPerSecond": 250000,
                "bound": 0.5,
                "reached": 0.25
              },
              "batch": {
                "inputs": 10,
                "threads": 2,
                "minimum": 0.5,
                "median": 0.625,
                "inferencesPerSecond": 1600000
              }
            }
            """;

        Assert.Equal(Whole.ReplaceLineEndings("\n"), BenchmarkJson.Of(report));
        Assert.DoesNotContain("batch", BenchmarkJson.Of(report with { Measured = measured with { Batch = null } }), StringComparison.Ordinal);
    }
}
