// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;
using BnnCompiler.Targets.CSharp.Kernels;
using Buffer = BnnCompiler.Planning.Buffer;

namespace BnnCompiler.Targets.CSharp;

/// <summary>
/// The method <c>RunTogether</c>, which computes some inputs layer by layer: bit-sliced dense layers have a kernel that reads their weights once for all of them.
/// The steps between two such layers go over one input after the other; what one of them leaves to a later layer lies in memory of the input's own.
/// </summary>
internal sealed class CSharpTogether
{
    private readonly CSharpEmission _emission;
    private readonly ImmutableArray<CSharpStep> _steps;
    private readonly Dictionary<Buffer, int> _places = [];

    private CSharpTogether(ImmutableArray<CSharpStep> steps, CSharpEmission emission)
    {
        (_steps, _emission) = (steps, emission);
        var parts = new Dictionary<Buffer, int>();
        var crossing = new HashSet<Buffer>();
        int part = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            if (i > 0 && (IsShared(steps[i]) || IsShared(steps[i - 1])))
                part++;
            crossing.UnionWith(steps[i].Step.Buffers.Values.Where(buffer => parts.TryGetValue(buffer, out int writer) && writer != part));
            if (steps[i].Step.Writes is { Place: BufferPlace.Arena } own)
                parts[own] = part;
        }

        foreach (var buffer in steps.Select(step => step.Step.Writes).Where(crossing.Contains))
        {
            _places[buffer] = Words;
            Words += CSharpStep.Words(buffer);
        }
    }

    /// <summary>What the statements refer to.</summary>
    public static ImmutableArray<string> Names { get; } = ["RunTogether", "s_together", "together", "results", "example"];

    /// <summary>Words of memory of each input.</summary>
    public int Words { get; }

    /// <summary>Whether a step writes to the arena: what no other part reads.</summary>
    public bool UsesArena => _steps.Any(step => step.Step.Writes is { Place: BufferPlace.Arena } own && !_places.ContainsKey(own));

    /// <summary>The method of a network; null where no layer shares weights.</summary>
    public static CSharpTogether? Of(ImmutableArray<CSharpStep> steps, CSharpEmission emission) => steps.Any(IsShared) ? new(steps, emission) : null;

    /// <summary>The statements of the method.</summary>
    public string Body(string element)
    {
        var body = new CodeWriter();
        string words = Words == 1 ? "" : $"{NumberText.Of(Words)} * ";
        body.Line($"Span<ulong> together = s_together ??= new ulong[{words}Batch.MostTogether];");
        for (int i = 0; i < _steps.Length;)
        {
            body.Line();
            if (IsShared(_steps[i]))
            {
                string call = SharedCall(_steps[i].Step);
                body.Line($"{_steps[i].Comment}\n{call}");
                i++;
                continue;
            }

            var part = _steps.Skip(i).TakeWhile(step => !IsShared(step)).ToImmutableArray();
            using (body.Block("for (int example = 0; example < count; example++)"))
            {
                EmitPart(part, element, body);
            }

            i += part.Length;
        }

        return body.ToString().TrimEnd('\n');
    }

    private static bool IsShared(CSharpStep step) => CallOf(step.Step) is not null;

    private static KernelCall? CallOf(Step step) => step.Result is KernelOp { CSharpCall: { Together: not null } call } ? call : null;

    /// <summary>The call for <c>count</c> inputs whose buffers lie in the words <c>together</c>.</summary>
    private string SharedCall(Step step)
    {
        var call = CallOf(step)!;
        var read = step.Buffers[step.Result.Operands[0]];
        string words = NumberText.Of(Words);
        string inputs = read.Place == BufferPlace.Input ? "inputs, pixelStride: InputLength"
            : read.Type.Element == ElementType.Bit ? $"{From(read)}, inputStride: {words}"
            : $"MemoryMarshal.AsBytes({From(read)}), pixelStride: 8 * {words}";
        return $"{call.Together}({RuntimeCall.Arguments(call, step.Result, _emission, [inputs], [From(step.Writes), $"outputStride: {words}", "count"])});";

        string From(Buffer buffer) => _places[buffer] is > 0 and var first ? $"together[{NumberText.Of(first)}..]" : "together";
    }

    /// <summary>Steps of one input, behind the variables that they find.</summary>
    private void EmitPart(ImmutableArray<CSharpStep> part, string element, CodeWriter body)
    {
        var read = part.SelectMany(step => step.Step.Buffers.Values).ToImmutableHashSet();
        if (read.Any(buffer => buffer.Place == BufferPlace.Input))
            body.Line($"ReadOnlySpan<{element}> input = inputs.Slice(example * InputLength, InputLength);");
        if (part.Any(step => step.Step.Writes.Place == BufferPlace.Output))
            body.Line("Span<float> scores = results.Slice(example * ClassCount, ClassCount);");
        var written = part.Select(step => step.Step.Writes).ToImmutableHashSet();
        foreach (var place in _places.Where(place => read.Contains(place.Key) || written.Contains(place.Key)).OrderBy(place => place.Value))
        {
            string own = Words == 1 ? "example" : $"example * {NumberText.Of(Words)}";
            string first = place.Value == 0 ? own : $"({own}) + {NumberText.Of(place.Value)}";
            body.Line(CSharpStep.Declaration(place.Key, _emission, $"together.Slice({first}, {NumberText.Of(CSharpStep.Words(place.Key))})"));
        }

        foreach (var step in part)
        {
            bool isDeclared = step.Step.Writes.Place != BufferPlace.Arena || _places.ContainsKey(step.Step.Writes);
            body.Line("\n" + (isDeclared ? $"{step.Comment}\n{step.Statements}" : step.Text(_emission)));
        }
    }
}
