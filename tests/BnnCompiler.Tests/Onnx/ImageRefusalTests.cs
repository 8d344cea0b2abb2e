// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.Onnx;
using static BnnCompiler.Tests.Onnx.OnnxWriter;

namespace BnnCompiler.Tests.Onnx;

/// <summary>What is refused of networks on images, with which words, and where.</summary>
public class ImageRefusalTests
{
    private static OnnxWriter Tiny =>
        new OnnxWriter(1, 2, 4, 4).Float("one", 1).Float("zero", 0).Floats("w", [2, 2, 3, 3], new float[36]).Floats("b", [2], 1, 2);

    private static void Refuses(OnnxWriter model, string code, string place, params string[] words) => RefusesWith(new(), model, code, place, words);

    private static void RefusesWith(ImportLimits limits, OnnxWriter model, string code, string place, params string[] words)
    {
        var error = model.Refused(new() { Limits = limits });
        Assert.Equal((code, place, DiagnosticSeverity.Error), (error.Code, error.Place, error.Severity));
        Assert.All(words, word => Assert.Contains(word, error.Message));
    }

    [Fact]
    public void Convolutions_over_other_than_one_or_two_axes()
    {
        Refuses(new OnnxWriter(1, 1, 2, 2, 2).Floats("w", [1, 1, 1, 1, 1], 1).Node("y", "Conv", "x w"),
            "BNN1010", "node 'y_Conv'", "3 spatial axes", "one or two");
        Refuses(new OnnxWriter(1, 1, 2, 2, 2).Node("y", "MaxPool", "x", Ints("kernel_shape", 1, 1, 1)),
            "BNN1010", "node 'y_MaxPool'", "3 spatial axes");
        Refuses(new OnnxWriter(1, 2).Node("y", "GlobalAveragePool", "x"), "BNN1010", "node 'y_GlobalAveragePool'", "float32[1, 2]", "one image");
        Refuses(new OnnxWriter(1, 2, 2, 2).Integers("t", 2, 1, 2, 2).Node("r", "Reshape", "x t").Node("y", "GlobalMaxPool", "r"),
            "BNN1010", "node 'y_GlobalMaxPool'", "one image");
    }

    [Fact]
    public void Open_image_sizes() =>
        Refuses(new OnnxWriter(1, 2, -1, 4).Node("y", "GlobalMaxPool", "x"), "BNN1007", "input 'x'", "extent 2", "only the batch");

    [Fact]
    public void Convolutions_whose_weights_do_not_fit()
    {
        Refuses(Tiny.Node("y", "Conv", "x b"), "BNN1009", "node 'y_Conv'", "float32[2]", "[outputs, channels, height, width]");
        Refuses(Tiny.Node("y", "Conv", "x w", Int("group", 2)), "BNN1009", "node 'y_Conv'", "in 2 groups", "image of 2 channels");
        Refuses(Tiny.Node("y", "Conv", "x w", Int("group", 0)), "BNN1009", "node 'y_Conv'", "group of Conv is 0");
        Refuses(Tiny.Node("y", "Conv", "x w", Ints("kernel_shape", 3, 2)), "BNN1009", "node 'y_Conv'", "[3, 2]", "float32[2, 2, 3, 3]");
        Refuses(Tiny.Node("y", "Conv", "x w one"), "BNN1009", "node 'y_Conv'", "bias", "[2]");
        Refuses(Tiny.Node("c", "Relu", "x").Node("y", "Conv", "x w c"), "BNN1010", "node 'y_Conv'", "bias", "constant");
        Refuses(Tiny.Node("c", "Relu", "x").Node("y", "Conv", "x c"), "BNN1010", "node 'y_Conv'", "weights", "constant");
    }

    [Fact]
    public void Windows_that_break_a_rule()
    {
        Refuses(Tiny.Node("y", "Conv", "x w", Ints("strides", 1)), "BNN1009", "node 'y_Conv'", "strides of Conv has 1 numbers; 2");
        Refuses(Tiny.Node("y", "Conv", "x w", Ints("strides", 1, 0)), "BNN1010", "node 'y_Conv'", "strides of Conv contains 0; numbers from 1");
        Refuses(Tiny.Node("y", "Conv", "x w", Ints("pads", 0, 0, 0, -1)), "BNN1010", "node 'y_Conv'", "pads of Conv contains -1; numbers from 0");
        Refuses(Tiny.Node("y", "Conv", "x w", Ints("pads", 0, 1, 0, 0), Chars("auto_pad", "SAME_UPPER")),
            "BNN1009", "node 'y_Conv'", "both pads and auto_pad");
        Refuses(Tiny.Node("y", "Conv", "x w", Chars("auto_pad", "SOME")), "BNN1009", "node 'y_Conv'", "'SOME'", "SAME_LOWER");
        Refuses(Tiny.Node("y", "Conv", "x w", Int("ceil_mode", 1)), "BNN1010", "node 'y_Conv'", "'ceil_mode' of Conv is not known");
        Refuses(Tiny.Node("y", "MaxPool", "x", Ints("kernel_shape", 5, 1)), "BNN1009", "node 'y_MaxPool'", "window of 5 does not fit into 4");
        Refuses(Tiny.Node("y", "MaxPool", "x", Ints("kernel_shape", 2)), "BNN1009", "node 'y_MaxPool'", "1 axes", "2 spatial");
        Refuses(Tiny.Node("y", "MaxPool", "x"), "BNN1009", "node 'y_MaxPool'", "no kernel_shape");
        Refuses(Tiny.Node("y", "AveragePool", "x", Ints("kernel_shape", 1, 1), Ints("pads", 1, 0, 0, 0)),
            "BNN1009", "node 'y_AveragePool'", "outside of the image");
        Refuses(Tiny.Node("p y", "MaxPool", "x", Ints("kernel_shape", 2, 2)), "BNN1010", "node 'p y_MaxPool'", "output 1 of MaxPool is used");
    }

    [Fact]
    public void Padding_other_than_a_frame_of_one_value()
    {
        Refuses(Tiny.Node("y", "Pad", "x", Ints("pads", 0, 1, 0, 0, 0, 0, 0, 0)), "BNN1010", "node 'y_Pad'", "axis 1 of", "its channels cannot");
        Refuses(Tiny.Node("y", "Pad", "x", Ints("pads", 1, 0, 0, 0, 0, 0, 0, 0)), "BNN1010", "node 'y_Pad'", "axis 0 of", "its batch");
        Refuses(Tiny.Node("y", "Pad", "x", Ints("pads", 0, 0, -1, 0, 0, 0, 0, 0)), "BNN1010", "node 'y_Pad'", "by -1", "cannot be cropped");
        Refuses(Tiny.Node("y", "Pad", "x", Ints("pads", 0, 0, 1, 0, 0, 0, 0, 0), Chars("mode", "reflect")),
            "BNN1010", "node 'y_Pad'", "'reflect'; constant");
        Refuses(Tiny.Node("y", "Pad", "x", Ints("pads", 0, 0, 1)), "BNN1009", "node 'y_Pad'", "3 pads for 4 axes");
        Refuses(Tiny.Integers("p", 1, 1, 1, 1).Integers("a", 2, -2).Node("y", "Pad", "x p _ a"), "BNN1009", "node 'y_Pad'", "named once");
        Refuses(Tiny.Node("y", "Pad", "x"), "BNN1009", "node 'y_Pad'", "no pads");
        Refuses(new OnnxWriter(1, 2).Node("y", "Pad", "x", Ints("pads", 0, 0, 0, 1)), "BNN1010", "node 'y_Pad'", "axis 1 of float32[1, 2]");
    }

    [Fact]
    public void Joins_and_reductions_in_other_forms()
    {
        Refuses(Tiny.Node("y", "Concat", "x x"), "BNN1009", "node 'y_Concat'", "no axis");
        Refuses(Tiny.Node("y", "Concat", "x x", Int("axis", 4)), "BNN1009", "node 'y_Concat'", "axis 4", "out of range");
        Refuses(Tiny.Node("y", "Concat", "x b", Int("axis", 1)),
            "BNN1009", "node 'y_Concat'", "float32[1, 2, 4, 4] and float32[2]", "same number of axes");
        Refuses(Tiny.Node("g", "GlobalMaxPool", "x").Node("y", "Concat", "x g", Int("axis", 1)), "BNN1009", "node 'y_Concat'", "cannot be joined");
        Refuses(Tiny.Node("y", "ReduceMean", "x", Ints("axes", 1, 3)), "BNN1010", "node 'y_ReduceMean'", "axis 1 and axis 3", "spatial axes");
        Refuses(new OnnxWriter(1, 3).Node("y", "ReduceMax", "x", Ints("axes", 1)), "BNN1010", "node 'y_ReduceMax'", "axis 1", "spatial axes");
        Refuses(Tiny.Integers("i", 1).Node("y", "Slice", "x i i"), "BNN1010", "node 'y_Slice'", "on the shape of a tensor; input 0 is none");
    }

    [Fact]
    public void Images_beyond_the_limits()
    {
        Refuses(new OnnxWriter(1, 1, 1100, 1100).Node("y", "GlobalMaxPool", "x"),
            "BNN1002", "node 'y_GlobalMaxPool'", "1100 x 1100 taps", "at most 1048576");
        Refuses(new OnnxWriter(1, 1, 1, 20000).Node("y", "ReduceSum", "x"), "BNN1002", "node 'y_ReduceSum'", "16384 along an axis");
        Refuses(new OnnxWriter(1, 1, 1 << 13, 1 << 13).Node("y", "Pad", "x", Ints("pads", 0, 0, 1, 0, 0, 0, 0, 0)),
            "BNN1002", "node 'y_Pad'", "the result is");
        Refuses(
            new OnnxWriter(1, 1, 1, 16384).Node("y", "MaxPool", "x", Ints("kernel_shape", 1, 16384), Ints("pads", 0, 9999, 0, 9999)),
            "BNN1002", "node 'y_MaxPool'", "windows slide over");
        RefusesWith(
            new() { FoldedTerms = 71 }, new OnnxWriter(1, 1, 2, 2).Floats("c", [1, 2, 4, 4], new float[32]).Floats("w", [1, 2, 3, 3], new float[18])
                .Node("k", "Conv", "c w").Node("y", "Add", "x k"),
            "BNN1002", "node 'k_Conv'", "72 terms", "at most 71");
    }
}
