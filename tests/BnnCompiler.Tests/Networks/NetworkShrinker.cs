// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>
/// Makes a network that shows a fault smaller for as long as it shows one. Each round asks about all smaller networks at once, so that
/// whoever answers can compile them together.
/// </summary>
internal static class NetworkShrinker
{
    private const int MostRounds = 200;

    /// <summary>
    /// A network of which no smaller one fails. <paramref name="firstFailing"/> gives the position of the first case that fails, or -1.
    /// </summary>
    public static NetworkCase Minimal(NetworkCase failing, Func<IReadOnlyList<NetworkCase>, int> firstFailing)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            NetworkCase[] smaller = [.. Smaller(failing)];
            int found = firstFailing(smaller);
            if (found < 0)
                break;
            failing = smaller[found];
        }

        return failing;
    }

    /// <summary>Cases with one example, or with a smaller network.</summary>
    private static IEnumerable<NetworkCase> Smaller(NetworkCase failing)
    {
        var single = failing.Examples.Where(_ => failing.Examples.Length > 1).Select(example => failing with { Examples = [example] });
        return single.Concat(failing.Network.Smaller(failing.Examples).Select(smaller => smaller with { Kernels = failing.Kernels }));
    }
}
