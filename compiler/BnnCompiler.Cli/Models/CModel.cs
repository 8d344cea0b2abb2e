// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Passes;
using BnnCompiler.Planning;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Targets;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Models;

/// <summary>A model as C for one machine.</summary>
/// <param name="Plan">What is spelled.</param>
/// <param name="Options">How.</param>
/// <param name="Sources">The files.</param>
/// <param name="Footprint">What it needs.</param>
internal sealed record CModel(ExecutionPlan Plan, COptions Options, ImmutableArray<SourceFile> Sources, CFootprint Footprint)
{
    /// <summary>Bytes of a number that says where a row of weights begins.</summary>
    public int OffsetBytes => Footprint.OffsetBytes;

    /// <summary>Inputs of a self-test: the least, the greatest, and random ones.</summary>
    private const int SelfTestInputs = 4;

    /// <summary>Compiles a model for a machine.</summary>
    public static CModel Of(CompiledModel model, COptions options, ScoreType scores = ScoreType.Float32, bool withSelfTest = false)
    {
        // The notes are those of the model, which says them once.
        var packed = Compiler.Lower(model.Imported, new DiagnosticLog(), kernels: options.Machine.Kernels, scores: scores, selfCheck: model.ChecksItself);
        var plan = ExecutionPlanner.Plan(packed, options.Machine.Words);
        if (withSelfTest)
            options = options with { SelfTest = SelfTest(packed, model.InputShape) };
        var (sources, footprint) = CTarget.Emit(plan, options);
        return new(plan, options, sources, footprint);
    }

    private static CSelfTest SelfTest(Graph packed, InputShape shape)
    {
        var inputs = Verification.VerificationInputs.Create(shape, SelfTestInputs, seed: 1);
        var type = packed.Inputs[0].Type;
        ImmutableArray<Tensor> tensors =
        [
            .. Enumerable.Range(inputs.CornerCount - 2, SelfTestInputs)
                .Select(i => shape.Element == InputElement.UInt8 ? (Tensor)Tensor.Of(type.Shape, [.. inputs.Pixels(i)]) : Tensor.Of(type.Shape, [.. inputs.Values(i)])),
        ];
        return new(tensors, [.. tensors.Select(input => CSelfTest.HashOf(GraphInterpreter.Run(packed, input)[0]))]);
    }
}
