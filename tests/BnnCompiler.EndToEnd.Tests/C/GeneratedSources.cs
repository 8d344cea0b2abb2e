// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.EndToEnd.Tests.Targets;
using BnnCompiler.IR;
using BnnCompiler.Planning;
using BnnCompiler.Targets.C;

namespace BnnCompiler.EndToEnd.Tests.C;

/// <summary>Generated C in a folder, for tools that read it.</summary>
internal sealed class GeneratedSources : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bnn-c-sources-");

    /// <summary>Where the files are.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The path of a file in the folder.</summary>
    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>One source with every kernel that a machine has: networks of single ops.</summary>
    public static GeneratedSources OfEveryKernel(CMachine machine, bool constantTime)
    {
        var sources = new GeneratedSources();
        var networks = Graphs(machine).Select((graph, i) => CTarget.Write(
            ExecutionPlanner.Plan(graph, machine.Words), new($"n{i}", machine) { ConstantTime = constantTime })).ToImmutableArray();
        foreach (var network in networks)
            File.WriteAllText(sources.PathOf(network.Options.Prefix + ".h"), CHeaderText.Text(network.Plan, network.Options, network.Footprint));
        File.WriteAllText(sources.PathOf("all.c"), CSourceText.Text(networks, tablesElsewhere: false));
        return sources;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<Graph> Graphs(CMachine machine) =>
        from kind in PackedOpTests.PackedOps()
        from seed in Enumerable.Range(0, 2)
        let graph = RandomPackedOps.Of(kind.Mnemonic, seed)
        where machine.Words.Bits == 64 || !graph.Ops.Any(op => PackedOpTests.Interleaved.Contains(op.Kind.Mnemonic))
        select graph;
}
