// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Passes;

namespace BnnCompiler.Tests.FileTests;

/// <summary>A pass for the tests of the file tests themselves: it changes nothing and leaves a note.</summary>
internal sealed class KeepEverything : Pass
{
    public override string Summary => "for the tests of the runner";

    public override Stage Stage => Stage.Imported;

    public override Graph Run(Graph graph, DiagnosticLog log)
    {
        log.Report(DiagnosticCatalog.ConstantChannels.At(graph.Outputs[0].Origin, "nothing was removed"));
        return graph;
    }
}
