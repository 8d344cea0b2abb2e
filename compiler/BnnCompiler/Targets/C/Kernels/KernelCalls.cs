// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C.Kernels;

/// <summary>Calls of kernels as their ops describe them (<see cref="KernelOp.CCall"/>).</summary>
internal static class KernelCalls
{
    /// <summary>Writes the call of a step whose result is a <see cref="KernelOp"/>.</summary>
    public static void Emit(Step step, CEmission emission)
    {
        var op = (KernelOp)step.Result;
        var call = op.CCall!;
        string kernel = call.Numbers is { } numbers ? $"{call.Name}:{CTypes.Short(numbers)}" : call.Name;
        var parameters = KernelText.Parameters(kernel);
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Arguments[i] is NumberArgument number && parameters[i + 1] != number.Name)
                throw new InvalidOperationException($"'{op.Kind.Mnemonic}' passes {number.Name} where bnn_{call.Name} takes {parameters[i + 1]}.");
        }

        string input = emission.Local(step.Buffers[op.Operands[0]]);
        emission.Call(kernel, [input, .. call.Arguments.Select(argument => Spelled(argument, step, emission)), emission.Local(step.Writes)]);
    }

    private static string Spelled(CallArgument argument, Step step, CEmission emission) => argument switch
    {
        TableArgument table => emission.Table(step.Result, table.Table, table.Role),
        NumberArgument number => NumberText.Of(number.Number),
        WindowArgument window => emission.Window(step.Result, window.Window, step.Result.Operands[0].Type.Shape, step.Result.Type.Shape),
        WordsArgument words => NumberText.Of(emission.Words.WordsFor(words.Bits)),
        ScratchArgument => CEmission.ScratchOf(step),
        _ => throw new InvalidOperationException($"'{step.Result.Kind.Mnemonic}' passes {argument}, which C does not spell."),
    };
}
