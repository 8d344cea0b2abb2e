// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Passes;

namespace BnnCompiler.SelfChecking;

/// <summary>
/// Every compilation compares its result with the network that it was given: the ops of the file in float32 against the packed graph, on 2 to 36
/// inputs. The scores are the same bits. Where a note announces that the sums of a layer are rounded otherwise than float32 rounds them, the
/// scores may differ, and layers are compared one by one (<see cref="LayerComparison"/>), with the packed graph compared with the layers.
/// </summary>
internal sealed class SelfCheck
{
    /// <summary>A corner: what lies near to limits is known behind the passes only.</summary>
    private const int EarlyExample = 1;

    private readonly Graph _imported;
    private Task<IReadOnlyDictionary<Op, Tensor>?> _early = Task.FromResult<IReadOnlyDictionary<Op, Tensor>?>(null);
    private Graph _floats;
    private Graph _binarized;
    private IReadOnlyDictionary<Op, Op> _successors = new Dictionary<Op, Op>();

    /// <summary>A check of the compilation of <paramref name="imported"/>.</summary>
    public SelfCheck(Graph imported) => _imported = _floats = _binarized = imported;

    /// <summary>
    /// Begins to interpret the file's own ops, on a thread of the pool, while the passes run. It is part of the comparison, and most of it, in a
    /// small network, is .NET's translation of the interpreter.
    /// </summary>
    public void BeginEarly() => _early = Task.Run(() => SelfCheckBudget.AllowsEarly(_imported)
        ? GraphInterpreter.RunAll(_imported, new SampleInputs(_imported).Example(EarlyExample))
        : null);

    /// <summary>Carries out <paramref name="pass"/>, and remembers what became what.</summary>
    public Graph Follow(BinarizeLayers pass, Graph floats, DiagnosticLog log)
    {
        _floats = floats;
        return _binarized = pass.Run(floats, log, out _successors);
    }

    /// <summary>
    /// Begins to compare the end of the compilation with its beginning, on as many inputs as <see cref="SelfCheckBudget"/> allows, on threads of the
    /// pool. The task fails with a <see cref="CompilerFaultException"/> if they differ by more than the notes in <paramref name="log"/> announce.
    /// </summary>
    public Task Begin(Graph packed, DiagnosticLog log)
    {
        var layers = log.Entries.Any(DiagnosticCatalog.AnnouncesOtherScores) ? new LayerComparison(_floats, _successors) : null;
        int count = SelfCheckBudget.InputsFor(_imported, _binarized);
        if (count == 0)
        {
            log.Report(DiagnosticCatalog.NotSelfChecked.At("", "the compiled network was not compared with its file, because interpreting one input "
                + "of a network this large takes minutes; 'bnnc verify' does it"));
            return Task.CompletedTask;
        }

        return CompareAsync(count, packed, layers);
    }

    /// <summary>An exception of a thread comes as it was thrown.</summary>
    private async Task CompareAsync(int count, Graph packed, LayerComparison? layers)
    {
        var samples = new SampleInputs(packed);
        string?[] faults = new string?[count];
        int next = -1;
        void Work()
        {
            for (int number = Interlocked.Increment(ref next); number < count; number = Interlocked.Increment(ref next))
                faults[number] = Fault(packed, layers, samples.Example(number), number);
        }

        await Task.WhenAll(Enumerable.Range(0, Math.Min(count, Environment.ProcessorCount)).Select(_ => Task.Run(Work))).ConfigureAwait(false);
        int first = Array.FindIndex(faults, fault => fault is not null);
        if (first >= 0)
            throw new CompilerFaultException($"the compiled network differs from its file on sample input {NumberText.Of(first)}: {faults[first]}");
    }

    private string? Fault(Graph packed, LayerComparison? layers, ImmutableArray<Tensor> inputs, int number)
    {
        var source = (number == EarlyExample && layers is null ? _early.GetAwaiter().GetResult() : null)
            ?? GraphInterpreter.RunAll(_imported, inputs, layers is null ? GraphInterpreter.Evaluate : InAnyOrder);

        if (LayerComparison.HasNoNumber(source))
            return null;
        ImmutableArray<Tensor> scores = [.. _imported.Outputs.Select(output => source[output])];
        string? fault = null;
        if (layers is not null)
        {
            // Layouts move elements, whatever they are: a random input and a corner tell as much as many.
            if (number < 2)
            {
                var moved = GraphInterpreter.RunAll(_floats, inputs, InAnyOrder);
                fault = Difference(scores, [.. _floats.Outputs.Select(output => moved[output])]);
            }

            var layerScores = layers.Run(inputs, out string? layerFault);
            fault ??= layerFault;
            if (layerScores is null)
                return fault;
            scores = layerScores.Value;
        }

        return fault ?? Difference(scores, GraphInterpreter.Run(packed, inputs));
    }

    /// <summary>
    /// Behind a flatten, dense layers with weights +-s are reordered (<see cref="SinkTransposes"/>). Their products, all of one size, are summed in
    /// float64 here, where that makes no difference; products of +1 and -1 make none in float32 either.
    /// </summary>
    private static Tensor InAnyOrder(Op op, ImmutableArray<Tensor> operands) =>
        op is Dense dense && SignBits.OfFactors(operands[0], operands[1]) is null
            ? InFloat64(dense, operands)
            : GraphInterpreter.Evaluate(op, operands);

    [MethodImpl(Optimized.AtFirstCall)]
    private static Tensor InFloat64(Dense op, ImmutableArray<Tensor> operands)
    {
        double[] x = operands[0].ToNumbers(), weights = operands[1].ToNumbers(), sums = new double[op.Type.Shape.ElementCount];
        for (int n = 0; n < sums.Length; n++)
        {
            for (int k = 0; k < x.Length; k++)
                sums[n] += (float)(x[k] * weights[(n * x.Length) + k]);
        }

        return GraphInterpreter.Made(op, sums);
    }

    private static string? Difference(ImmutableArray<Tensor> expected, ImmutableArray<Tensor> found) =>
        expected.Zip(found, Difference).FirstOrDefault(difference => difference is not null);

    /// <summary>Integer scores promise the class only. Scores are compared as numbers: 0 is -0.</summary>
    private static string? Difference(Tensor expected, Tensor found)
    {
        if (found.Type.Element == ElementType.Int32)
        {
            int expectedClass = ClassOf(expected), foundClass = ClassOf(found);
            return expectedClass == foundClass ? null : $"the class is {NumberText.Of(foundClass)}; expected {NumberText.Of(expectedClass)}";
        }

        for (int i = 0; i < expected.Type.Shape.ElementCount; i++)
        {
            if (expected[i] != found[i] && !expected[i].Equals(found[i]))
                return $"score {NumberText.Of(i)} is {NumberText.Of((float)found[i])}; expected {NumberText.Of((float)expected[i])}";
        }

        return null;
    }

    private static int ClassOf(Tensor scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Type.Shape.ElementCount; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }

        return best;
    }
}
