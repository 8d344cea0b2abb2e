// SPDX-License-Identifier: MIT
namespace BnnCompiler.Onnx.Writing;

/// <summary>Recognizes weights that are plus and minus one number, of the layer or of each output.</summary>
internal static class SignScales
{
    /// <summary>
    /// One scale s > 0 where all values are +s or -s; one for each row where that holds for its values; else null.
    /// </summary>
    /// <param name="values">One row of weights for each output.</param>
    /// <param name="rows">Number of outputs.</param>
    public static float[]? Of(ReadOnlySpan<float> values, int rows)
    {
        int length = values.Length / rows;
        float[] scales = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            var weights = values.Slice(row * length, length);
            scales[row] = MathF.Abs(weights[0]);
            if (!(scales[row] > 0 && float.IsFinite(scales[row])))
                return null;
            foreach (float weight in weights)
            {
                if (MathF.Abs(weight) != scales[row])
                    return null;
            }
        }

        return scales.AsSpan().ContainsAnyExcept(scales[0]) ? scales : [scales[0]];
    }
}
