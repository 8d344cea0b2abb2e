// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace Digits;

/// <summary>The README.md beside the model. Its numbers are those measured on the model that it stands beside.</summary>
internal static class ModelCard
{
    /// <summary>The card of <paramref name="model"/> as UTF-8.</summary>
    public static byte[] Of(DigitsModel model)
    {
        string widths = string.Join("-", model.Network.Layers.Select(layer => layer.Inputs).Append(10));
        string negative = string.Join(
            ", ", model.Network.Layers.Select(layer => $"{layer.Gamma.Count(gamma => gamma < 0)} of {layer.Outputs}"));
        int weights = model.Network.Layers.Sum(layer => layer.Weights.Length);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            # A small network that reads drawn digits

            A binarized network ({widths}) for examples and tests. **The digits were drawn by a program, not written by people**, and
            the network has never seen any others: expect nothing of it on real handwriting. This page and every file here are made by
            `examples/digits`; do not edit them by hand.

            | | |
            | --- | --- |
            | Input | `float32[1, 1, {DigitDrawing.Small.Side}, {DigitDrawing.Small.Side}]`, pixel / 255, white ink on black |
            | Network | input signs of 2x - 1, then three dense layers with batch normalization, and signs between them |
            | Weights | {weights:N0}, each +1 or -1 ({weights / 8:N0} bytes of bits); the file holds the latent float weights, `BipolarQuant` takes their signs |
            | Negative gammas | {negative} (layer by layer) |
            | Accuracy | **{model.Accuracy:P1}** of {DigitsModel.TestCount:N0} fresh test digits; {model.TrainAccuracy:P1} of the {DigitsModel.TrainCount:N0} training digits |
            | Format | ONNX, operator set 13, QONNX dialect (`qonnx.custom_op.general`) |
            | License | MIT, as the rest of the repository |

            ## Files

            | File | Holds |
            | --- | --- |
            | `digits.onnx` | the network |
            | `test-images.idx3-ubyte.gz`, `test-labels.idx1-ubyte.gz` | {DigitsModel.TestCount:N0} test digits in the format of the MNIST files |
            | `digit-0.png` … `digit-9.png` | the first ten of them |
            | `expected-scores.npy` | `float32[{DigitsModel.TestCount}, 10]`, their scores, computed by plain float32 loops and not by the compiler |

            ## Use

            ```sh
            bnnc run examples/models/digits/digits.onnx --input examples/models/digits/digit-7.png --input-scale 1/255
            bnnc run examples/models/digits/digits.onnx --input-scale 1/255 --quiet \
              --input examples/models/digits/test-images.idx3-ubyte.gz --labels examples/models/digits/test-labels.idx1-ubyte.gz
            ```

            ## How it was made

            Each digit is a few strokes of our own design, bent, slanted, turned, scaled, shifted and drawn with a pen of random width, uneven
            ink and dust. {DigitsModel.TrainCount:N0} digits (seed {DigitsModel.TrainSeed}) were learned in {DigitsModel.Epochs} epochs (seed {DigitsModel.TrainingSeed}) by the method of Courbariaux et al.,
            "Binarized Neural Networks" (2016): deterministic signs, straight-through gradients, latent weights kept in [-1, +1], Adam,
            squared hinge loss. Afterwards the means and variances were measured once more over all training digits with the final weights. The
            test digits (seed {DigitsModel.TestSeed}) were drawn afresh; seeds and settings are the first that were tried.

            One thread, a random generator of our own and a fixed order of every sum make the result the same to the last bit:

            ```sh
            dotnet run -c Release --project examples/digits -- examples/models/digits          # make it again, in seconds
            dotnet run -c Release --project examples/digits -- --check examples/models/digits  # only compare
            ```

            """).ReplaceLineEndings("\n"));
    }
}
