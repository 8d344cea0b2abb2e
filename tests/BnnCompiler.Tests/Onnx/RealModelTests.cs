// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Onnx;

namespace BnnCompiler.Tests.Onnx;

public class RealModelTests
{
    private const string Tfc = "models/tfc_w1a1/TFC_1W1A.onnx", TfcScores = "models/tfc_w1a1/expected_scores_first1000.npy";
    private const string Lfc = "models/lfc_w1a1_mnist/lfc_w1a1_mnist.onnx", LfcScores = "models/lfc_w1a1_mnist/expected_scores_first1000.npy";
    private const string Finn = "models/tfc_w1a1/finn_dialect/";
    private const string Images = "data/mnist/t10k_first1000_u8.npy";

    [SharedFileFact(Tfc, TfcScores, Images)]
    public void Tfc_gives_the_published_scores() => GivesScores(Tfc, TfcScores);

    [SharedFileFact(Lfc, LfcScores, Images)]
    public void Lfc_gives_the_published_scores() => GivesScores(Lfc, LfcScores);

    private static void GivesScores(string model, string scores)
    {
        const int Examples = 20, Pixels = 784, Classes = 10;
        var graph = OnnxImporter.ImportFile(SharedFile.Find(model)!, new() { InputScale = "1/255" }, new());
        byte[] images = NpyFile.Read<byte>(SharedFile.Find(Images)!);
        float[] expected = NpyFile.Read<float>(SharedFile.Find(scores)!);
        for (int example = 0; example < Examples; example++)
        {
            var image = Tensor.Of(new Shape(1, 1, 28, 28), ImmutableArray.Create(images, example * Pixels, Pixels));
            var computed = (Tensor<float>)GraphInterpreter.Run(graph, image).Single();
            Assert.Equal(expected[(example * Classes)..((example + 1) * Classes)], computed.Values);
        }
    }
}
