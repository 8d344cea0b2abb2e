// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

/// <summary>Quantizers that are refused, with which words.</summary>
public class QuantizerRefusalTests
{
    private static OnnxWriter Tiny => new OnnxWriter(1, 4).Float("one", 1);

    private static void Refuses(OnnxWriter model, string code, string place, params string[] words)
    {
        var error = model.Refused();
        Assert.Equal((code, place, DiagnosticSeverity.Error), (error.Code, error.Place, error.Severity));
        Assert.All(words, word => Assert.Contains(word, error.Message));
    }

    [Fact]
    public void Quantizers_of_too_many_levels_are_refused()
    {
        static OnnxWriter Bits(float bits) => Tiny.Float("zero", 0).Float("bits", bits).Node("y", "Quant", "x one zero bits");
        Refuses(Bits(2.5f), "BNN1011", "node 'y_Quant'", "the bit width of Quant is 2.5; a whole number from 1 to 32");
        Refuses(Bits(0), "BNN1011", "node 'y_Quant'", "is 0;");
        Refuses(Bits(33), "BNN1011", "node 'y_Quant'", "is 33;");
        Refuses(Tiny.Floats("t", [1, 256], new float[256]).Node("y", "MultiThreshold", "x t"),
            "BNN1011", "node 'y_MultiThreshold'", "256 thresholds per channel; up to 255");
    }

    [Fact]
    public void Quantizers_with_parameters_that_are_no_numbers_are_refused()
    {
        static OnnxWriter Scaled(float second) => Tiny.Float("zero", 0).Floats("s", [1, 4], 1, second, 1, 1);
        Refuses(Scaled(0).Node("y", "Quant", "x s zero one"), "BNN1009", "node 'y_Quant'", "the scale of Quant is 0 at index 1", "Retrain or repair");
        Refuses(Scaled(float.NaN).Node("y", "Quant", "x one s one"), "BNN1009", "node 'y_Quant'", "the zero point of Quant is nan at index 1");
        Refuses(Tiny.Node("c", "Relu", "x").Float("zero", 0).Node("y", "Quant", "x c zero one"), "BNN1010", "node 'y_Quant'", "scale", "constant");
        Refuses(Scaled(1).Node("y", "Quant", "x one zero s"), "BNN1010", "node 'y_Quant'", "bit width", "single number");
        Refuses(Tiny.Integer("huge", 16777217).Float("zero", 0).Node("y", "Quant", "x huge zero one"),
            "BNN1010", "node 'y_Quant'", "the scale of Quant holds the integer 16777217", "16777216");
        Refuses(Tiny.Float("zero", 0).Float("bits", 4).Node("y", "Quant", "x one zero bits", Chars("rounding_mode", "SIDEWAYS")),
            "BNN1010", "node 'y_Quant'", "'SIDEWAYS'", "HALF_UP");
        Refuses(Tiny.Floats("t", [2, 2], 0, 1, 2, float.NaN).Node("y", "MultiThreshold", "x t"),
            "BNN1009", "node 'y_MultiThreshold'", "threshold 1 of channel 1", "not a number");
        Refuses(Tiny.Float("minus", -1).Float("zero", 0).Node("y", "Trunc", "x one zero one minus zero one"),
            "BNN1009", "node 'y_Trunc'", "different signs");
        Refuses(Tiny.Node("y", "Trunc", "x one one one one one"), "BNN1009", "node 'y_Trunc'", "6 inputs", "5 are expected", "7 of version 2");
    }
}
