// SPDX-License-Identifier: MIT
using BnnCompiler.IR;

namespace BnnCompiler.Tests.Networks;

/// <summary>A network as a float32 program with nothing of the compiler in it, which says what the compiled network has to give.</summary>
internal interface INetwork
{
    /// <summary>
    /// Whether float32 arithmetic in the order of the imported graph gives these scores bit for bit. Sums of mapped pixels it rounds at
    /// every term, where the compiled network and <see cref="Evaluate"/> round once.
    /// </summary>
    bool IsExactInFloat32 { get; }

    /// <summary>
    /// The scores of one example by plain float32 arithmetic. Every sum of it is exact, or is taken in the order that docs/numerics.md
    /// defines, so there is no second opinion about the right answer.
    /// </summary>
    float[] Evaluate(float[] example);

    /// <summary>The network as an imported graph, under a name that the generated class will have.</summary>
    Graph ToGraph(string name);

    /// <summary>Whether a refusal with this code is right, or at least not wrong: then nothing can be compared.</summary>
    bool MayBeRefused(string code);

    /// <summary>Networks that are one cut smaller, with examples cut to fit, the largest cuts first.</summary>
    IEnumerable<NetworkCase> Smaller(float[][] examples);
}
