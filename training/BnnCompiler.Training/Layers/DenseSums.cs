// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Algebra;

namespace BnnCompiler.Training.Layers;

/// <summary>s = a · Wᵀ: sums of a dense layer, without bias. Its input is <c>batch x fan-in</c>, or an image whose rows make that up.</summary>
/// <param name="weights">The layer's weights.</param>
/// <param name="readsSigns">Whether the input is all +1 and -1, so that binary weights make it a product of bits.</param>
/// <param name="isFirst">Whether nobody asks for the input's gradient.</param>
/// <param name="machine">What it computes with.</param>
internal sealed class DenseSums(Weights weights, bool readsSigns, bool isFirst, Machine machine) : Layer
{
    // Splitting rows of a batch, or columns of a result, in smaller parts makes products slow.
    private const int Grain = 16;

    private Matrix? _input, _sums, _inputGradient;
    private (int Rows, int Columns) _inputShape;

    public override IReadOnlyList<Parameter> Parameters { get; } = [weights.Latent];

    public override Matrix Forward(Matrix input, Noise noise) => Sums(input, noise);

    public override Matrix Infer(Matrix input) => Sums(input, noise: null);

    public override Matrix Backward(Matrix gradient)
    {
        machine.Workers.Split(weights.Outputs, Grain, (_, first, end) =>
        {
            var result = new MatrixView(weights.Latent.Gradient, weights.Outputs, weights.FanIn, weights.FanIn).SliceRows(first, end - first);
            result.Values.Clear();
            machine.Products.AddTransposedTimes(gradient.View.SliceColumns(first, end - first), _input!.View, result);
        });
        if (isFirst)
            return gradient;

        var inputGradient = Sized(ref _inputGradient, gradient.Rows, weights.FanIn);
        machine.Workers.Split(gradient.Rows, Grain, (_, first, end) =>
            machine.Products.Times(
                gradient.View.SliceRows(first, end - first), weights.Effective.View, inputGradient.View.SliceRows(first, end - first)));
        return inputGradient.Reshape(_inputShape.Rows, _inputShape.Columns);
    }

    private Matrix Sums(Matrix input, Noise? noise)
    {
        _inputShape = (input.Rows, input.Columns);
        _input = input.Columns == weights.FanIn ? input : input.Reshape(input.Values.Length / weights.FanIn, weights.FanIn);
        bool areBits = readsSigns && weights.AreBinary;
        weights.Prepare(noise, pack: areBits);
        var sums = Sized(ref _sums, _input.Rows, weights.Outputs);
        machine.Workers.Split(_input.Rows, Grain, (_, first, end) =>
        {
            var rows = _input.View.SliceRows(first, end - first);
            var result = sums.View.SliceRows(first, end - first);
            if (areBits)
                weights.Packed.TimesTransposed(rows, result);
            else
                machine.Products.TimesTransposed(rows, weights.Effective.View, result);
        });
        return sums;
    }
}
