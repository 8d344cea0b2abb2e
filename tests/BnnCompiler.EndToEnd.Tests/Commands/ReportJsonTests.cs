// SPDX-License-Identifier: MIT
using System.Text.Json;
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
}
