// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Optimizers;

/// <summary>How the learning rate falls from epoch to epoch.</summary>
internal enum RateDecay
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>By the same factor in every epoch, so that after the last one it would be the final rate: the paper's Theano code.</summary>
    Exponential,

    /// <summary>Times a factor every few epochs: the paper's Torch7 code, by a right shift.</summary>
    Step,

    /// <summary>Along half a period of a cosine, to the final rate (Loshchilov and Hutter, 2017).</summary>
    Cosine,
}
