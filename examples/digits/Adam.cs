// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>Moves parameters against their gradients with steps of even size (Kingma and Ba, "Adam", 2015).</summary>
internal sealed class Adam(float[] parameters)
{
    private const float MeanDecay = 0.9f, SquareDecay = 0.999f, Epsilon = 1e-8f;

    private readonly float[] _means = new float[parameters.Length], _squares = new float[parameters.Length];
    private float _meanBias = 1, _squareBias = 1;

    /// <summary>One step of about <paramref name="rate"/> per parameter.</summary>
    public void Step(float[] gradients, float rate)
    {
        _meanBias *= MeanDecay;
        _squareBias *= SquareDecay;
        float correction = MathF.Sqrt(1 - _squareBias) / (1 - _meanBias);
        for (int i = 0; i < parameters.Length; i++)
        {
            _means[i] += (1 - MeanDecay) * (gradients[i] - _means[i]);
            _squares[i] += (1 - SquareDecay) * ((gradients[i] * gradients[i]) - _squares[i]);
            parameters[i] -= rate * correction * _means[i] / (MathF.Sqrt(_squares[i]) + Epsilon);
        }
    }
}
