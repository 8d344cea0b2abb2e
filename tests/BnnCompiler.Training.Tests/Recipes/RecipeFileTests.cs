// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Layers;
using BnnCompiler.Training.Optimizers;
using BnnCompiler.Training.Recipes;

namespace BnnCompiler.Training.Tests.Recipes;

/// <summary>Recipes as text, and with settings of the command line.</summary>
public class RecipeFileTests
{
    private const string Text = """{ "network": "mlp:4-2", "dataset": "folder", "optimizer": "shift-adamax-torch7", "flip": true, "shift": 2 }""";

    public static TheoryData<string> Names => [.. RecipeCatalog.Names];

    [Fact]
    public void A_file_sets_what_it_names_and_leaves_the_rest()
    {
        var recipe = Parsed(Text);

        Assert.Equal(
            new Recipe { Network = "mlp:4-2", Dataset = "folder", Optimizer = OptimizerKind.ShiftAdamaxTorch7, Flip = true, Shift = 2 }, recipe);
    }

    [Fact]
    public void A_written_recipe_reads_back_the_same()
    {
        var recipe = Parsed(Text);

        Assert.Equal(recipe, Parsed(RecipeFile.Write(recipe)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_recipe_that_comes_along_is_one(string name)
    {
        string text = RecipeCatalog.Read(name);

        Assert.NotEqual("", RecipeCatalog.DescriptionOf(text));
        Assert.True(Parsed(text).IsFewValued);
    }

    /// <summary>
    /// The paper's recipes, as its code has them: network, batch, epochs, first rate, last rate or step, held out, dropped inputs and activations.
    /// </summary>
    [Theory]
    [InlineData("paper-mnist", "mlp:784-4096-4096-4096-10", 100, 1000, 3e-3, 3e-7, 10000, 0.2f, 0.5f)]
    [InlineData("paper-cifar-10", "conv:3x32x32-128C3-128C3-MP2-256C3-256C3-MP2-512C3-512C3-MP2-1024-1024-10", 50, 500, 1e-3, 3e-7, 5000, 0f, 0f)]
    [InlineData("paper-svhn", "conv:3x32x32-64C3-64C3-MP2-128C3-128C3-MP2-256C3-256C3-MP2-1024-1024-10", 50, 200, 1e-3, 1e-6, 6000, 0f, 0f)]
    public void The_Theano_recipes_are_those_of_the_code(
        string name, string network, int batch, int epochs, double first, double last, int validation, float inputs, float hidden)
    {
        var expected = new Recipe
        {
            Network = network,
            Dataset = name["paper-".Length..],
            Batch = batch,
            Epochs = epochs,
            LearningRate = first,
            LearningRateEnd = last,
            ValidationImages = validation,
            DropoutInput = inputs,
            DropoutHidden = hidden,
            Decay = RateDecay.Exponential,
            GlorotScaling = GlorotScaling.Exact,
            Biases = true,
            ReEstimate = false,
        };

        Assert.Equal(expected, Parsed(RecipeCatalog.Read(name)));
    }

    [Theory]
    [InlineData("paper-mnist-torch7", 100, 0.015625, 20, "exact", "true", "false")]
    [InlineData("paper-cifar-10-torch7", 200, 0.015625, 50, "power-of-two", "false", "true")]
    [InlineData("paper-svhn-torch7", 200, 0.0078125, 20, "power-of-two", "false", "false")]
    public void The_Torch7_recipes_are_those_of_the_code(
        string name, int batch, double rate, int every, string scaling, string scalesNorm, string clipsAll)
    {
        var recipe = Parsed(RecipeCatalog.Read(name));

        Assert.Equal(
            (batch, rate, every, RateDecay.Step, 0.5), (recipe.Batch, recipe.LearningRate, recipe.DecayEvery, recipe.Decay, recipe.DecayFactor));
        Assert.Equal((NormKind.Shift, 1e-5f, 0.125f), (recipe.Norm, recipe.NormEpsilon, recipe.NormMomentum));
        Assert.Equal((ActivationKind.Stochastic, WeightKind.Deterministic), (recipe.Activations, recipe.Weights));
        Assert.Equal((OptimizerKind.ShiftAdamaxTorch7, OptimizerKind.ShiftAdamaxTorch7), (recipe.Optimizer, recipe.NormOptimizer));
        Assert.Equal(
            [scaling, scalesNorm, clipsAll],
            ((string[])["glorot-scaling", "glorot-norm", "clip-all"])
                .Select(setting => RecipeFile.Settings.First(known => known.Name == setting).Of(recipe)));
    }

    [Theory]
    [InlineData("deterministic", "stochastic", true, true)]
    [InlineData("ternary", "deterministic", false, true)]
    [InlineData("stochastic", "ternary", false, true)]
    [InlineData("ternary", "2-bit", false, true)]
    [InlineData("real", "2-bit", false, false)]
    [InlineData("ternary", "relu", false, false)]
    public void Weights_and_activations_have_few_values_each(string weights, string activations, bool isBinary, bool isFewValued)
    {
        var recipe = RecipeFile.Parse(Text, "test", new Dictionary<string, string> { ["weights"] = weights, ["activations"] = activations });

        Assert.Equal((isBinary, isFewValued), (recipe.IsBinary, recipe.IsFewValued));
        Assert.Equal(recipe, Parsed(RecipeFile.Write(recipe)));
        Assert.Contains($"\"activations\": \"{activations}\"", RecipeFile.Write(recipe), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_can_be_overridden()
    {
        var defaults = new Recipe { Network = "mlp:4-2", Dataset = "folder" };
        foreach (var setting in RecipeFile.Settings)
        {
            string other = Another(setting, defaults);

            var recipe = RecipeFile.Parse(Text, "test", new Dictionary<string, string> { ["optimizer"] = "adam", [setting.Name] = other });

            Assert.Equal(other, setting.Of(recipe));
        }
    }

    [Theory]
    [InlineData("""{ "network": "mlp:4-2" }""", "found no 'dataset'")]
    [InlineData("""{ "network": null, "dataset": "folder" }""", "'network' has no value that fits")]
    [InlineData("""{ "network": "mlp:4-2", "network": "mlp:4-2", "dataset": "folder" }""", "found no JSON")]
    [InlineData("""{ "network": "mlp:4-2", "dataset": "folder", "norm-epsilon": 1e39 }""", "float32")]
    [InlineData("""{ "network": "mlp:4-2", "dataset": "folder", "epoch": 3 }""", "found 'epoch', expected settings of: network, dataset")]
    [InlineData("""{ "network": "mlp:4-2", "dataset": "folder", "weights": "2-bit" }""", "deterministic | stochastic | ternary | real")]
    [InlineData("""{ "network": "mlp:4-2", "dataset": "folder", "activations": "two-bit" }""", "stochastic | ternary | 2-bit | hard-tanh")]
    [InlineData("""{ "network": "mlp:4-2", "dataset": "folder", "weights": "ternary", "optimizer": "bop" }""", "unless weights are binarized")]
    [InlineData("""{ "network": "conv:1x300x300-64C3-2", "dataset": "folder" }""", "layer 2 sums 5760000 numbers, expected at most 5592405")]
    [InlineData("""{ "network": "mlp:4-2", "dataset": "folder", "epochs": "many" }""", "an integer")]
    [InlineData("""{ "network": "mlp:4-2", "dataset": "folder", "epochs": 0 }""", "1 to 1000000")]
    [InlineData("""{ "network": "mlp:4-2", "dataset": "folder", "dropout-hidden": 1 }""", "below 1")]
    [InlineData("""{ "network": "mlp:4-x", "dataset": "folder" }""", "'x' is not a layer")]
    [InlineData("""{ "network": "mlp:70000-2", "dataset": "folder" }""", "65793")]
    [InlineData("""[1]""", "JSON object")]
    [InlineData("""{ "network": """, "test: found no JSON")]
    public void What_is_wrong_with_a_recipe_is_said(string text, string expected)
    {
        var fault = Assert.Throws<TrainingException>(() => Parsed(text));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("epochs", "ten", "an integer")]
    [InlineData("learning-rate", "NaN", "a number")]
    [InlineData("flip", "perhaps", "true | false")]
    [InlineData("epochs", "1.5", "an integer")]
    public void What_is_wrong_with_an_option_is_said(string setting, string value, string expected)
    {
        var fault = Assert.Throws<TrainingException>(() => RecipeFile.Parse(Text, "test", new Dictionary<string, string> { [setting] = value }));

        Assert.Contains(setting, fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    private static Recipe Parsed(string text) => RecipeFile.Parse(text, "test", new Dictionary<string, string>());

    // A value that the default is not.
    private static string Another(RecipeSetting setting, Recipe defaults) => setting.Name switch
    {
        "network" => "mlp:3-5",
        "dataset" => "mnist",
        "weights" => nameof(WeightKind.Stochastic).ToLowerInvariant(),
        "activations" => nameof(ActivationKind.Relu).ToLowerInvariant(),
        "norm" => nameof(NormKind.Shift).ToLowerInvariant(),
        "power-of-two" => "most-significant-bit",
        "loss" => "cross-entropy",
        "optimizer" or "norm-optimizer" => "sgd",
        "decay" => "cosine",
        "glorot-scaling" => "power-of-two",
        _ when setting.Expected == "true | false" => setting.Of(defaults) == "true" ? "false" : "true",
        _ when setting.Expected == "a number" => "0.75",
        _ => "7",
    };
}
