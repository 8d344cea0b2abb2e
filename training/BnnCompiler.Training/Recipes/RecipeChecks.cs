// SPDX-License-Identifier: MIT
using BnnCompiler.BinaryNet;
using BnnCompiler.Diagnostics;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Optimizers;

namespace BnnCompiler.Training.Recipes;

/// <summary>What a recipe must not say.</summary>
internal static class RecipeChecks
{
    // Sums of this many pixels up to 255 stay below 2^24.
    private const int MostPixels = (1 << 24) / 255;

    // Sums of this many activations of two bits, which are multiples of 0.5 up to 1.5, are less than 2^24 halves.
    private const int MostActivations = (1 << 24) / 3;

    // Rows of this many numbers still fit a stack.
    private const int MostOutputs = 1 << 16;

    /// <summary>The recipe, if it makes sense.</summary>
    /// <exception cref="TrainingException">A setting is out of its range, or does not go with another.</exception>
    public static Recipe Checked(this Recipe recipe, string name)
    {
        foreach (var setting in RecipeFile.Settings)
        {
            if (setting.Property.GetValue(recipe) is float number && !float.IsFinite(number))
                throw new TrainingException($"{name}: '{setting.Name}' is {setting.Of(recipe)}, expected a number that float32 can hold");
        }

        foreach (var (setting, isGood, expected) in Rules(recipe))
        {
            if (!isGood)
                throw new TrainingException($"{name}: '{setting}' is {ValueOf(recipe, setting)}, expected {expected}");
        }

        RequireNetwork(recipe.Network, name);
        return recipe;
    }

    private static void RequireNetwork(string network, string name)
    {
        try
        {
            var architecture = Architecture.Parse(network);
            if (architecture.Layers.Any(layer => layer.Outputs > MostOutputs))
                throw new TrainingException($"{name}: 'network': found a layer of more than {MostOutputs} outputs, expected at most that");
            int fanIn = architecture.FanInOf(0);
            if (fanIn > MostPixels)
            {
                throw new TrainingException(
                    $"{name}: 'network': the first layer sums {fanIn} pixels, expected at most {MostPixels}, whose sum float32 holds exactly");
            }

            for (int layer = 1; layer < architecture.Layers.Length; layer++)
            {
                fanIn = architecture.FanInOf(layer);
                if (fanIn > MostActivations)
                {
                    throw new TrainingException(
                        $"{name}: 'network': layer {layer + 1} sums {fanIn} numbers, expected at most {MostActivations}, "
                        + "whose sum float32 holds exactly");
                }
            }
        }
        catch (DiagnosticException fault)
        {
            throw new TrainingException($"{name}: 'network': {fault.Diagnostic.Message}");
        }
    }

    private static IEnumerable<(string Setting, bool IsGood, string Expected)> Rules(Recipe recipe)
    {
        yield return ("epochs", recipe.Epochs is > 0 and <= 1_000_000, "1 to 1000000");
        yield return ("batch", recipe.Batch is > 1 and <= 100_000, "2 to 100000, for batch norm needs two examples");
        yield return ("train-images", recipe.TrainImages >= 0, "0 or more");
        yield return ("validation-images", recipe.ValidationImages >= 0, "0 or more");
        yield return ("pixel-multiplier", recipe.PixelMultiplier > 0, "more than 0");
        yield return ("shift", recipe.Shift is >= 0 and <= 1000, "0 to 1000 pixels");
        yield return ("norm-epsilon", recipe.NormEpsilon > 0, "more than 0");
        yield return ("norm-momentum", recipe.NormMomentum is > 0 and <= 1, "more than 0 and at most 1");
        yield return ("dropout-input", recipe.DropoutInput is >= 0 and < 1, "0 or more and below 1");
        yield return ("dropout-hidden", recipe.DropoutHidden is >= 0 and < 1, "0 or more and below 1");
        yield return ("learning-rate", recipe.LearningRate > 0, "more than 0");
        yield return ("learning-rate-end", recipe.LearningRateEnd > 0, "more than 0");
        yield return ("norm-learning-rate", recipe.NormLearningRate >= 0, "0 or more");
        yield return ("decay-every", recipe.DecayEvery > 0, "1 or more epochs");
        yield return ("decay-factor", recipe.DecayFactor is > 0 and <= 1, "more than 0 and at most 1");
        yield return ("beta1", recipe.Beta1 is >= 0 and < 1, "0 or more and below 1");
        yield return ("beta2", recipe.Beta2 is >= 0 and < 1, "0 or more and below 1");
        yield return ("norm-optimizer", recipe.NormOptimizer != OptimizerKind.Bop, "another one, for Bop flips signs; set 'norm-optimizer'");
        bool bopFits = recipe.Optimizer != OptimizerKind.Bop || recipe.Weights == Layers.WeightKind.Deterministic;
        yield return ("optimizer", bopFits, "another one, unless weights are binarized deterministically");
        bool usesTorchAdaMax = recipe.Optimizer == OptimizerKind.ShiftAdamaxTorch7 || recipe.NormOptimizer == OptimizerKind.ShiftAdamaxTorch7;
        yield return ("power-of-two", recipe.PowerOfTwo == PowerRounding.Round || !usesTorchAdaMax,
            "round: with the most significant bit, shift-adamax-torch7 would halve the gradients' size in every step");
        yield return ("epsilon", recipe.Epsilon >= 0, "0 or more");
        yield return ("momentum", recipe.Momentum is >= 0 and < 1, "0 or more and below 1");
        yield return ("bop-threshold", recipe.BopThreshold >= 0, "0 or more");
        yield return ("teacher-weight", recipe.TeacherWeight is >= 0 and <= 1, "0 to 1");
        yield return ("teacher-temperature", recipe.TeacherTemperature > 0, "more than 0");
    }

    private static string ValueOf(Recipe recipe, string setting) => RecipeFile.Settings.First(known => known.Name == setting).Of(recipe);
}
