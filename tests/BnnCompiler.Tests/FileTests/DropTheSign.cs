// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;

namespace BnnCompiler.Tests.FileTests;

/// <summary>A wrong pass, for the test that file tests notice one.</summary>
internal sealed class DropTheSign : Pass
{
    public override string Summary => "for the tests of the runner";

    public override Stage Stage => Stage.Imported;

    public override Graph Run(Graph graph, DiagnosticLog log) => graph.Rewrite(op => op is Sign ? op.Operands[0] : op);
}
