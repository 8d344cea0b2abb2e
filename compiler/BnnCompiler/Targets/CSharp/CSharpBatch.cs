// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;
using BnnCompiler.Targets.CSharp.Kernels;
using Buffer = BnnCompiler.Planning.Buffer;

namespace BnnCompiler.Targets.CSharp;

/// <summary>
/// The statements of <c>Run</c> and of <c>RunTogether</c>, which computes some inputs layer by layer. Several steps between two layers that share
/// their weights are a method of their own, which both call.
/// </summary>
internal sealed class CSharpBatch
{
    private readonly BatchPlan _plan;
    private readonly CSharpEmission _emission;
    private readonly ImmutableDictionary<Step, CSharpStep> _steps;
    private readonly ImmutableDictionary<BatchPart, string> _calls;
    private readonly string _element;
    private readonly CodeWriter _methods = new();

    /// <summary>Writes the methods of the parts.</summary>
    /// <param name="plan">The parts.</param>
    /// <param name="steps">What carries out each step.</param>
    /// <param name="element">The type of the input's elements.</param>
    /// <param name="emission">What the class has.</param>
    public CSharpBatch(BatchPlan plan, ImmutableArray<CSharpStep> steps, string element, CSharpEmission emission)
    {
        (_plan, _emission, _element, _steps) = (plan, emission, element, steps.ToImmutableDictionary(step => step.Step));
        _calls = plan.Parts.Where(part => part.Steps.Length > 1).ToImmutableDictionary(part => part, Method);
    }

    /// <summary>Whether kernels of C# compute a step for several inputs at once.</summary>
    public static bool IsShared(Step step) => CallOf(step) is not null;

    /// <summary>What the statements refer to.</summary>
    public static ImmutableArray<string> Names { get; } = ["RunTogether", "s_together", "together", "results", "example"];

    /// <summary>The methods of the parts, each behind an empty line.</summary>
    public string Methods => _methods.ToString();

    /// <summary>Whether <c>RunTogether</c> works in the arena.</summary>
    public bool TogetherUsesArena => _plan.Parts.Any(UsesArena);

    private int Words => _plan.BytesPerInput / sizeof(ulong);

    /// <summary>The statements of <c>Run</c>.</summary>
    public string RunBody()
    {
        var body = new CodeWriter();
        foreach (var part in _plan.Parts)
        {
            body.Line();
            if (!_calls.TryGetValue(part, out string? call))
            {
                body.Line(_steps[part.Steps[0]].Text(_emission));
                continue;
            }

            foreach (var kept in part.Writes.Where(_plan.IsKept))
                body.Line(CSharpStep.Declaration(kept, _emission));
            body.Line(call);
        }

        return body.ToString().Trim('\n');
    }

    /// <summary>The statements of <c>RunTogether</c>.</summary>
    public string RunTogetherBody()
    {
        var body = new CodeWriter();
        string words = Words == 1 ? "" : $"{NumberText.Of(Words)} * ";
        body.Line($"Span<ulong> together = s_together ??= new ulong[{words}Batch.MostTogether];");
        foreach (var part in _plan.Parts)
        {
            body.Line();
            if (part.IsShared)
            {
                body.Line($"{_steps[part.Steps[0]].Comment}\n{SharedCall(part.Steps[0])}");
                continue;
            }

            using (body.Block("for (int example = 0; example < count; example++)"))
                EmitExample(part, body);
        }

        return body.ToString().TrimEnd('\n');
    }

    private static KernelCall? CallOf(Step step) => step.Result is KernelOp { CSharpCall: { Together: not null } call } ? call : null;

    /// <summary>Whether a part writes what no other part reads.</summary>
    private bool UsesArena(BatchPart part) => part.Writes.Any(buffer => buffer.Place == BufferPlace.Arena && !_plan.IsKept(buffer));

    /// <summary>Writes a method that carries out a part for one input, and returns its call.</summary>
    private string Method(BatchPart part)
    {
        ImmutableArray<Buffer> written = [.. part.Writes.Where(buffer => buffer.Place == BufferPlace.Output || _plan.IsKept(buffer))];
        var (first, last) = (part.Steps[0].Result, part.Steps[part.Steps.Length - 1].Result);
        string name = _emission.Method(first, last);
        ImmutableArray<(string Type, string Name)> parameters =
        [
            .. part.Reads.Select(buffer => ($"ReadOnlySpan<{Element(buffer)}>", _emission.Local(buffer))),
            .. written.Select(buffer => ($"Span<{Element(buffer)}>", _emission.Local(buffer))),
            .. UsesArena(part) ? [("Span<ulong>", "arena")] : ImmutableArray<(string, string)>.Empty,
        ];
        _methods.Line($"\n/// <summary>What Run and RunTogether both do for an input, from %{first.Name} to %{last.Name}.</summary>");
        string list = string.Join(", ", parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"));
        using (_methods.Block($"private static void {name}({list})"))
        {
            var texts = part.Steps.Select(step => written.Contains(step.Writes) ? _steps[step].Bare : _steps[step].Text(_emission));
            _methods.Line(string.Join("\n\n", texts));
        }

        return $"{name}({string.Join(", ", parameters.Select(parameter => parameter.Name))});";
    }

    /// <summary>The statements of a part for one input, behind the variables that they refer to.</summary>
    private void EmitExample(BatchPart part, CodeWriter body)
    {
        if (part.Reads.Any(buffer => buffer.Place == BufferPlace.Input))
            body.Line($"ReadOnlySpan<{_element}> input = inputs.Slice(example * InputLength, InputLength);");
        if (part.Writes.Any(buffer => buffer.Place == BufferPlace.Output))
            body.Line("Span<float> scores = results.Slice(example * ClassCount, ClassCount);");
        foreach (var kept in part.Reads.Concat(part.Writes).Where(_plan.IsKept))
        {
            string own = Words == 1 ? "example" : $"example * {NumberText.Of(Words)}";
            string first = FirstWord(kept) is > 0 and var place ? $"({own}) + {NumberText.Of(place)}" : own;
            body.Line(CSharpStep.Declaration(kept, _emission, $"together.Slice({first}, {NumberText.Of(CSharpStep.Words(kept))})"));
        }

        if (_calls.TryGetValue(part, out string? call))
            body.Line(call);
        else
            body.Line("\n" + _steps[part.Steps[0]].Bare);
    }

    /// <summary>The call for <c>count</c> inputs whose tensors lie in the words <c>together</c>.</summary>
    private string SharedCall(Step step)
    {
        var call = CallOf(step)!;
        var read = step.Buffers[step.Result.Operands[0]];
        string words = NumberText.Of(Words);
        string inputs = read.Place == BufferPlace.Input ? "inputs, pixelStride: InputLength"
            : read.Type.Element == ElementType.Bit ? $"{From(read)}, inputStride: {words}"
            : $"MemoryMarshal.AsBytes({From(read)}), pixelStride: 8 * {words}";
        ImmutableArray<string> behind = [From(step.Writes), $"outputStride: {words}", "count"];
        return $"{call.Together}({RuntimeCall.Arguments(call, step.Result, _emission, [inputs], behind)});";

        string From(Buffer buffer) => FirstWord(buffer) is > 0 and var first ? $"together[{NumberText.Of(first)}..]" : "together";
    }

    private int FirstWord(Buffer kept) => _plan.Offsets[kept] / sizeof(ulong);

    private static string Element(Buffer buffer) => CSharpTables.ElementName(buffer.Type.Element);
}
