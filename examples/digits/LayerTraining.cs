// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>
/// One layer in training, a batch at a time: forward with the signs of the weights, backward to the latent weights as if the sign had not
/// been taken (the straight-through estimator; Courbariaux et al. 2016, algorithm 1). Arrays are [Batch, Inputs] or [Batch, Outputs].
/// </summary>
internal sealed class LayerTraining
{
    private readonly BinaryLayer _layer;
    private readonly int _batch;
    private readonly Adam _weightSteps, _gammaSteps, _betaSteps;
    private readonly float[] _weightGradients, _gammaGradients, _betaGradients;
    private readonly float[] _normalized, _deviations;
    private float[] _signs = [];

    public LayerTraining(BinaryLayer layer, int batch, RandomNumbers random)
    {
        _layer = layer;
        _batch = batch;
        (_weightSteps, _gammaSteps, _betaSteps) = (new(layer.LatentWeights), new(layer.Gamma), new(layer.Beta));
        _weightGradients = new float[layer.LatentWeights.Length];
        (_gammaGradients, _betaGradients, _deviations) = (new float[layer.Outputs], new float[layer.Outputs], new float[layer.Outputs]);
        (_normalized, Outputs) = (new float[batch * layer.Outputs], new float[batch * layer.Outputs]);
        InputGradients = new float[batch * layer.Inputs];
        foreach (ref float weight in layer.LatentWeights.AsSpan())
            weight = (float)random.Between(-0.1, 0.1);
        // Nothing favours a positive gamma; networks trained for long have both signs too.
        foreach (ref float gamma in layer.Gamma.AsSpan())
            gamma = (float)random.Between(-1, 1);
        layer.Binarize();
    }

    /// <summary>What the batch normalization gave last.</summary>
    public float[] Outputs { get; }

    /// <summary>The gradients of the loss with respect to the signs that came in last.</summary>
    public float[] InputGradients { get; }

    /// <summary>Computes <see cref="Outputs"/> with the mean and variance of this batch.</summary>
    public void Forward(float[] signs)
    {
        _signs = signs;
        int width = _layer.Outputs;
        for (int n = 0; n < _batch; n++)
            _layer.Sum(signs.AsSpan(n * _layer.Inputs, _layer.Inputs), _normalized.AsSpan(n * width, width));
        for (int o = 0; o < width; o++)
        {
            float mean = 0, variance = 0;
            for (int n = 0; n < _batch; n++)
                mean += _normalized[(n * width) + o] / _batch;
            for (int n = 0; n < _batch; n++)
                variance += (_normalized[(n * width) + o] - mean) * (_normalized[(n * width) + o] - mean) / _batch;
            _deviations[o] = MathF.Sqrt(variance + BinaryLayer.Epsilon);
            for (int n = 0; n < _batch; n++)
            {
                float normalized = (_normalized[(n * width) + o] - mean) / _deviations[o];
                _normalized[(n * width) + o] = normalized;
                Outputs[(n * width) + o] = (_layer.Gamma[o] * normalized) + _layer.Beta[o];
            }
        }
    }

    /// <summary>From the gradients of <see cref="Outputs"/>, which it overwrites, to those of the parameters and of the inputs.</summary>
    public void Backward(float[] gradients)
    {
        ThroughNormalization(gradients);
        Array.Clear(_weightGradients);
        Array.Clear(InputGradients);
        int inputs = _layer.Inputs;
        for (int n = 0; n < _batch; n++)
        {
            for (int o = 0; o < _layer.Outputs; o++)
            {
                float gradient = gradients[(n * _layer.Outputs) + o];
                Rows.AddScaled(_weightGradients.AsSpan(o * inputs, inputs), gradient, _signs.AsSpan(n * inputs, inputs));
                Rows.AddScaled(InputGradients.AsSpan(n * inputs, inputs), gradient, _layer.Weights.AsSpan(o * inputs, inputs));
            }
        }
    }

    /// <summary>Moves the parameters; latent weights stay in [-1, +1], so that none drifts where its sign could no longer change.</summary>
    public void Step(float rate)
    {
        _weightSteps.Step(_weightGradients, rate);
        _gammaSteps.Step(_gammaGradients, rate);
        _betaSteps.Step(_betaGradients, rate);
        foreach (ref float weight in _layer.LatentWeights.AsSpan())
            weight = Math.Clamp(weight, -1, 1);
        _layer.Binarize();
    }

    // With z the normalized sums and y = gamma z + beta: ds = gamma / deviation * (dy - mean(dy) - z mean(dy z)).
    private void ThroughNormalization(float[] gradients)
    {
        int width = _layer.Outputs;
        for (int o = 0; o < width; o++)
        {
            float sum = 0, sumWithNormalized = 0;
            for (int n = 0; n < _batch; n++)
            {
                sum += gradients[(n * width) + o];
                sumWithNormalized += gradients[(n * width) + o] * _normalized[(n * width) + o];
            }

            (_betaGradients[o], _gammaGradients[o]) = (sum, sumWithNormalized);
            for (int n = 0; n < _batch; n++)
            {
                float centred = gradients[(n * width) + o] - (sum / _batch) - (_normalized[(n * width) + o] * sumWithNormalized / _batch);
                gradients[(n * width) + o] = _layer.Gamma[o] / _deviations[o] * centred;
            }
        }
    }
}
