// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>
/// The filters of a layer, an inverse counted as equal: output n has the weights of output Firsts[Sources[n]], or, where Negated[n], their
/// negatives. Then so are the sums, also where padding leaves out terms.
/// </summary>
/// <param name="Firsts">The first output of each distinct filter, ascending.</param>
/// <param name="Sources">By output, which distinct filter it is.</param>
/// <param name="Negated">By output.</param>
internal sealed record EqualFilters(ImmutableArray<int> Firsts, ImmutableArray<int> Sources, ImmutableArray<bool> Negated)
{
    /// <summary>Compares the rows of weights of all outputs, which are the first axis of <paramref name="weights"/>.</summary>
    public static EqualFilters Of(Constant weights)
    {
        int outputs = weights.Type.Shape[0], length = weights.Type.Shape.ElementCount / outputs;
        var rows = (BitTensor)weights.Bits.Reshape(new(outputs, length));
        var known = new Dictionary<Signs, int>();
        var firsts = ImmutableArray.CreateBuilder<int>();
        var sources = ImmutableArray.CreateBuilder<int>(outputs);
        var negated = ImmutableArray.CreateBuilder<bool>(outputs);
        for (int output = 0; output < outputs; output++)
        {
            var filter = Signs.UpToInverse(rows.Row(output).ToArray(), length);
            if (!known.TryGetValue(filter, out int source))
            {
                known[filter] = source = firsts.Count;
                firsts.Add(output);
            }

            sources.Add(source);
            negated.Add(rows.IsSet(output * length) != rows.IsSet(firsts[source] * length));
        }

        return new(firsts.ToImmutable(), sources.MoveToImmutable(), negated.MoveToImmutable());
    }
}
