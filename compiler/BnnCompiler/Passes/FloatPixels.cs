// SPDX-License-Identifier: MIT
using BnnCompiler.Analysis;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;

namespace BnnCompiler.Passes;

/// <summary>Why a layer of signs sums pixels as floats and not as integers. Nobody expects it of pixels, so a note says it.</summary>
internal static class FloatPixels
{
    /// <summary>Reports <paramref name="layer"/>, which sums <paramref name="image"/> as floats, if it is made of pixels.</summary>
    public static void Report(Op layer, Op image, DiagnosticLog log)
    {
        if (Predecessors.IncludePixels(image))
        {
            log.Report(DiagnosticCatalog.FloatLayer.At(layer.Origin,
                $"this layer reads pixels, but {Reason(image)}: it is computed in float32, in the order of docs/numerics.md"));
        }
    }

    private static string Reason(Op image)
    {
        if (ChannelFunction.Of(image) is not { Root.Type.Element: ElementType.UInt8 } function)
            return "what stands in front of it is no function of one pixel";
        if (!function.IsUniform)
        {
            return function.Rules > image.Type.Shape.Channels
                ? "their scale or offset differs by position"
                : "their scale or offset differs by channel";
        }

        return "their 256 values lie neither on a line nor whole steps apart";
    }
}
