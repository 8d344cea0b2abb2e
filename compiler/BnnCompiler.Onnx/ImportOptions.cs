// SPDX-License-Identifier: MIT
namespace BnnCompiler.Onnx;

/// <summary>What the person who compiles a model decides, because the file cannot say it.</summary>
internal sealed record ImportOptions
{
    /// <summary>
    /// How the model's float input is made from pixels: <c>1/255</c> (float32 division), a decimal such as <c>0.00392</c> (float32
    /// multiplication), or <c>1</c>. Null leaves the input as the model declares it.
    /// </summary>
    public string? InputScale { get; init; }

    /// <summary>What every ONNX Sign makes of zero. The quantizers of QONNX are not affected: their zero is +1.</summary>
    public SignOfZero SignZero { get; init; } = SignOfZero.Source;

    /// <summary>Whether a Softmax or LogSoftmax at the end may be dropped, so that the scores are logits.</summary>
    public bool DropSoftmax { get; init; }

    /// <summary>How large a model may be.</summary>
    public ImportLimits Limits { get; init; } = ImportLimits.Default;
}
