// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Building;

/// <summary>
/// How float inputs are made from pixels: <c>a</c> multiplies by float32(a); <c>a/b</c> multiplies by a, unless it is 1, and then
/// divides by b, each step in float32. The division matters: float32(p) / 255 and float32(p) * float32(1/255.0) differ for 126 of
/// 256 pixels.
/// </summary>
/// <param name="Text">As given, without blanks.</param>
/// <param name="Factor">a.</param>
/// <param name="Divisor">b, or null.</param>
internal sealed record InputScale(string Text, float Factor, float? Divisor)
{
    /// <summary>Reads a scale such as <c>1/255</c>, <c>0.00392</c> or <c>1</c>.</summary>
    public static InputScale Parse(string text)
    {
        string trimmed = text.Trim();
        string[] parts = trimmed.Split('/');
        if (trimmed.Length > 32 || parts.Length > 2)
            throw Invalid(text);
        return new(trimmed, Number(parts[0], text), parts.Length == 2 ? Number(parts[1], text) : null);
    }

    /// <summary>The float tensor that the source network reads.</summary>
    public Op Apply(Op pixels)
    {
        Op scaled = new ToFloat(pixels).NamedAs(pixels);
        if (Factor != 1)
            scaled = new Multiply(scaled, Constants.Scalar(Factor)).NamedAs(pixels);
        return Divisor is { } divisor && divisor != 1 ? new Divide(scaled, Constants.Scalar(divisor)).NamedAs(pixels) : scaled;
    }

    private static float Number(string part, string text) =>
        float.TryParse(part, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out float number)
        && float.IsFinite(number) && number > 0
            ? number
            : throw Invalid(text);

    private static DiagnosticException Invalid(string text) => DiagnosticCatalog.InvalidInputScale.Error(
        "", $"the input scale is '{PrintableText.Escape(text)}'; a positive number or fraction such as 1/255, 0.0078125 or 1 is expected");
}
