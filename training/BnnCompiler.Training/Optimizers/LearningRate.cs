// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Optimizers;

/// <summary>The learning rate of every epoch.</summary>
/// <param name="First">Of the first epoch.</param>
/// <param name="Last">Where exponential and cosine decay lead.</param>
/// <param name="Decay">How it falls.</param>
/// <param name="Every">Step decay: after how many epochs.</param>
/// <param name="Factor">Step decay: by what.</param>
/// <param name="Epochs">The number of epochs.</param>
internal sealed record LearningRate(double First, double Last, RateDecay Decay, int Every, double Factor, int Epochs)
{
    /// <summary>The rate of an epoch, counted from 0.</summary>
    public double At(int epoch) => Decay switch
    {
        RateDecay.Exponential => First * Math.Pow(Last / First, (double)epoch / Epochs),
        RateDecay.Step => First * Math.Pow(Factor, epoch / Every),
        RateDecay.Cosine => Last + ((First - Last) * (1 + Math.Cos(Math.PI * epoch / Epochs)) / 2),
        _ => First,
    };
}
