// SPDX-License-Identifier: MIT
using System.ComponentModel;
using System.Text.Json.Serialization;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Losses;
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Recipes;

/// <summary>
/// Everything that decides what a training run gives, but the data and the machine. A JSON file holds the settings that differ from the defaults
/// here; each is an option of the command line too, of the same
/// name and with these descriptions.
/// </summary>
internal sealed record Recipe
{
    [Description("The network: mlp:784-1024-1024-10, or conv:1x28x28-32C3-MP2-64C3-MP2-10 (nCk: n filters of k x k; MPk: maxima of k x k).")]
    public required string Network { get; init; }

    [Description("What it learns: mnist, fashion-mnist, cifar-10, svhn, or folder for images of your own.")]
    public required string Dataset { get; init; }

    [Description("Seed of the weights, the order of the images and all noise.")]
    public ulong Seed { get; init; } = 1;

    [Description("How many times to go through the images.")]
    public int Epochs { get; init; } = 20;

    [Description("Images of a step; images left over at the end of an epoch are not used in it.")]
    public int Batch { get; init; } = 100;

    [Description("Learn from the first so many images only; 0 for all.")]
    public int TrainImages { get; init; }

    [Description("Hold out the last so many training images, and keep the network of the epoch that does best on them; 0 keeps the last epoch's.")]
    public int ValidationImages { get; init; }

    [Description("Pixels p are read as p / 255 times this ...")]
    public float PixelMultiplier { get; init; } = 2;

    [Description("... plus this: 2 and -1 give -1 to 1.")]
    public float PixelOffset { get; init; } = -1;

    [Description("Move every image by up to so many pixels each way, at random.")]
    public int Shift { get; init; }

    [Description("Mirror every second image, left and right.")]
    public bool Flip { get; init; }

    [Description("What multiplies: the weights' signs, or one of -1, 0 and 1; real is for teachers.")]
    public WeightKind Weights { get; init; }

    [Description("Signs, one of -1, 0 and 1, or of four values (2-bit); hard-tanh and relu are for teachers.")]
    public ActivationKind Activations { get; init; }

    [Description("Batch norm, or its shift-based form.")]
    public NormKind Norm { get; init; }

    [Description("Added to the variance in batch norm.")]
    public float NormEpsilon { get; init; } = 1e-4f;

    [Description("Weight of a batch in batch norm's running averages.")]
    public float NormMomentum { get; init; } = 0.1f;

    [Description("At the end, measure batch norm's means and deviations once more over all training images with the final weights.")]
    public bool ReEstimate { get; init; } = true;

    [Description("Which power of two shift-based methods take for a number.")]
    public PowerRounding PowerOfTwo { get; init; }

    [Description("Learn a bias of the sums too, as the authors' code does although batch norm makes it superfluous.")]
    public bool Biases { get; init; }

    [Description("Drop inputs with this probability.")]
    public float DropoutInput { get; init; }

    [Description("Drop hidden activations with this probability.")]
    public float DropoutHidden { get; init; }

    [Description("What is minimized.")]
    public LossKind Loss { get; init; }

    [Description("Changes the weights.")]
    public OptimizerKind Optimizer { get; init; }

    [Description("Changes scales, offsets and biases.")]
    public OptimizerKind NormOptimizer { get; init; }

    [Description("Learning rate of the first epoch.")]
    public double LearningRate { get; init; } = 3e-3;

    [Description("Where exponential and cosine decay lead.")]
    public double LearningRateEnd { get; init; } = 1e-6;

    [Description("Learning rate of scales, offsets and biases, which decays alike; 0 for that of the weights.")]
    public double NormLearningRate { get; init; }

    [Description("How the learning rate falls.")]
    public RateDecay Decay { get; init; } = RateDecay.Exponential;

    [Description("Step decay: after so many epochs ...")]
    public int DecayEvery { get; init; } = 20;

    [Description("... times this.")]
    public double DecayFactor { get; init; } = 0.5;

    [Description("Larger steps for the weights of larger layers (the authors' W_LR_scale).")]
    public GlorotScaling GlorotScaling { get; init; } = GlorotScaling.Exact;

    [Description("Scale the steps of batch norm's scales too, as the Torch7 code for MNIST does.")]
    public bool GlorotNorm { get; init; }

    [Description("Keep every parameter in [-1, 1], not only the weights, as the Torch7 code for CIFAR-10 does.")]
    public bool ClipAll { get; init; }

    [Description("Adam, AdaMax: decay of the mean gradient.")]
    public float Beta1 { get; init; } = 0.9f;

    [Description("Adam, AdaMax: decay of the gradients' size.")]
    public float Beta2 { get; init; } = 0.999f;

    [Description("Adam: added to the gradients' size.")]
    public float Epsilon { get; init; } = 1e-8f;

    [Description("SGD: how much of its velocity a weight keeps.")]
    public float Momentum { get; init; } = 0.9f;

    [Description("Bop: from which mean gradient on a weight flips.")]
    public float BopThreshold { get; init; } = 1e-8f;

    [Description("Distillation: how much the teacher's scores count, next to the labels.")]
    public float TeacherWeight { get; init; } = 0.5f;

    [Description("Distillation: temperature of both softmaxes.")]
    public float TeacherTemperature { get; init; } = 4;

    /// <summary>Constants of the update rules.</summary>
    [JsonIgnore]
    public OptimizerSettings OptimizerSettings => new(Beta1, Beta2, Epsilon, Momentum, BopThreshold, PowerOfTwo);

    /// <summary>Constants of normalization.</summary>
    [JsonIgnore]
    public NormSettings NormSettings => new(NormEpsilon, NormMomentum, Biases, PowerOfTwo);

    /// <summary>The weights' learning rates.</summary>
    [JsonIgnore]
    public LearningRate WeightRate => new(LearningRate, LearningRateEnd, Decay, DecayEvery, DecayFactor, Epochs);

    /// <summary>Whether weights and activations are signs at inference.</summary>
    [JsonIgnore]
    public bool IsBinary => Staircases.Of(Weights) is { IsSign: true } && Staircases.Of(Activations) is { IsSign: true };

    /// <summary>Whether the result can be compiled: weights and activations take few values.</summary>
    [JsonIgnore]
    public bool IsFewValued => Staircases.Of(Weights) is not null && Staircases.Of(Activations) is not null;
}
