// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Convolutions;
using BnnCompiler.Kernels.Rows;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Codes;

/// <summary>How the C# kernels of layers on codes are called, and what they have to do.</summary>
internal static class CodedCalls
{
    /// <summary>The call for sums.</summary>
    public static KernelCall Of(PackedConvolutionOp layer, string method, CallArgument steps, CodedForm counting) =>
        Call(layer, method, [steps, CallArgument.Of("weights", layer.Weights), .. counting.Arguments]);

    /// <summary>The call for codes or bits.</summary>
    public static KernelCall Of(CodedConvLimits layer, string method)
    {
        ImmutableArray<CallArgument> classes = IsDense(layer)
            ? []
            : [CallArgument.Of("rows", layer.Rows), CallArgument.Of("columns", layer.Columns)];
        ImmutableArray<CallArgument> outputs = layer.Type.Element == ElementType.Bit ? [CallArgument.Of("outputs", layer.Form.Outputs)] : [];
        return Call(layer, method,
        [
            CallArgument.Of("steps", layer.Steps),
            CallArgument.Of("weights", layer.Weights),
            .. layer.Counting.Arguments,
            CallArgument.Of("limits", layer.Limits),
            CallArgument.Of("flips", layer.Flips),
            .. classes,
            .. outputs,
        ]);
    }

    /// <summary>Each step adds the rows of its inputs: codes are taken to be equally frequent.</summary>
    public static KernelWork Work(PackedConvolutionOp layer, Constant steps)
    {
        double registers = KernelWork.Registers(layer.Form.Outputs);
        double rows = layer.Form.MetTaps * layer.Form.GroupChannels * CodedRows.ActiveShare(steps, layer.Input);
        return new(rows * SlicedCosts.OperationsPerRow * registers, KernelWork.ConstantBytes(layer));
    }

    /// <summary>A layer whose weights cover the image once is a dense one on its rows.</summary>
    private static bool IsDense(PackedConvolutionOp layer)
    {
        var (image, result) = (layer.Input.Type.Shape, layer.Type.Shape);
        return result[1] == 1 && result[2] == 1 && layer.Form.Window.Rows.Size == image[1] && layer.Form.Window.Columns.Size == image[2]
            && layer.Form.Window.ValidTaps(image, 0, 0).Count() == layer.Form.Window.Taps;
    }

    private static KernelCall Call(PackedConvolutionOp layer, string method, ImmutableArray<CallArgument> arguments)
    {
        // Named, because a language before C# 14 does not find the type of a span's elements through a conversion.
        string type = layer.Input.Type.Element == ElementType.Bit ? "ulong" : "byte";
        int channels = layer.Form.GroupChannels;
        return IsDense(layer)
            ? new($"CodedDense.{method}<{type}>", [CallArgument.Of("rowLength", channels), .. arguments])
            : new($"CodedConvolution.{method}<{type}>",
                [CallArgument.Of(layer.Form.Window), CallArgument.Of("channels", channels), .. arguments]);
    }
}
