// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Targets;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Engines;

/// <summary>A way to compute scores, as <c>--engine</c> names it.</summary>
/// <param name="Name">The name.</param>
/// <param name="HasKernels">Whether <c>--kernels</c> chooses what it runs.</param>
/// <param name="HasCpu">Whether <c>--cpu</c> does.</param>
/// <param name="Of">The engine of a model, for the processor that was named, if any.</param>
internal sealed record EngineKind(string Name, bool HasKernels, bool HasCpu, Func<CompiledModel, string?, IEngine> Of)
{
    /// <summary>All kinds, the default first.</summary>
    public static readonly ImmutableArray<EngineKind> All =
    [
        new("csharp", HasKernels: true, HasCpu: false, (model, _) => CSharpEngine.Of(model)),
        new("c", HasKernels: false, HasCpu: true, (model, cpu) =>
            CEngine.Of(model.ToC(new("network", CMachine.Find(cpu ?? CArguments.ThisMachine)!)))),
        new("interpreter", HasKernels: true, HasCpu: false, (model, _) => new InterpreterEngine(model.Binarized)),
    ];

    /// <summary>The kind of a name, or null.</summary>
    public static EngineKind? Named(string? name) => All.FirstOrDefault(kind => kind.Name == name);
}
