// SPDX-License-Identifier: MIT
using BnnCompiler.EndToEnd.Tests.Commands;

namespace BnnCompiler.EndToEnd.Tests.OnnxRuntime;

/// <summary>The networks of the paper, each interpreted at most once for all tests: that takes longer than any test.</summary>
public sealed class PaperNetworkFixture : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, InterpretedNetwork> _networks = [];

    /// <summary>A path in a folder that is gone when all tests are done.</summary>
    public string PathOf(string name) => _folder[name];

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    /// <summary>The network of a name. The tests of a class run one after the other.</summary>
    internal InterpretedNetwork this[string name]
    {
        get
        {
            if (!_networks.TryGetValue(name, out var network))
                _networks.Add(name, network = InterpretedNetwork.Of(name, _folder));
            return network;
        }
    }
}
