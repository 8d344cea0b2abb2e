// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Passes;

namespace BnnCompiler.SelfChecking;

/// <summary>
/// Every compilation compares its result with the network that it was given: the ops of the file in float32 against the packed graph, on a few dozen
/// inputs. The scores are the same bits. Where a note announces that the sums of a layer are rounded otherwise than float32 rounds them, the
/// scores may differ, and layers are compared one by one (<see cref="LayerComparison"/>), with the packed graph compared with the layers.
/// </summary>
internal sealed class SelfCheck
{
    private readonly Graph _imported;
    private Graph _floats;
    private Graph _binarized;
    private IReadOnlyDictionary<Op, Op> _successors = new Dictionary<Op, Op>();

    /// <summary>A check of the compilation of <paramref name="imported"/>.</summary>
    public SelfCheck(Graph imported) => _imported = _floats = _binarized = imported;

    /// <summary>Carries out <see cref="BinarizeLayers"/>, and remembers what became what.</summary>
    public Graph Follow(Graph floats, DiagnosticLog log)
    {
        _floats = floats;
        return _binarized = BinarizeLayers.Run(floats, log, out _successors);
    }

    /// <summary>Compares the end of the compilation with its beginning, on as many inputs as <see cref="SelfCheckBudget"/> allows.</summary>
    /// <exception cref="CompilerFaultException">They differ by more than the notes in <paramref name="log"/> announce.</exception>
    public void Compare(Graph packed, DiagnosticLog log)
    {
        var layers = log.Entries.Any(DiagnosticCatalog.AnnouncesOtherScores) ? new LayerComparison(_floats, _successors) : null;
        var faults = new string?[SelfCheckBudget.InputsFor(_binarized)];
        if (faults.Length == 0)
        {
            log.Report(DiagnosticCatalog.NotSelfChecked.At("", "the compiled network was not compared with its file, because interpreting one input of a network "
                + "this large takes minutes; 'bnnc verify' does it"));
        }

        Parallel.For(0, faults.Length, number => faults[number] = Fault(packed, layers, new SampleInputs(packed)[number], number));
        int first = Array.FindIndex(faults, fault => fault is not null);
        if (first >= 0)
            throw new CompilerFaultException($"the compiled network differs from its file on sample input {NumberText.Of(first)}: {faults[first]}");
    }

    private string? Fault(Graph packed, LayerComparison? layers, ImmutableArray<Tensor> inputs, int number)
    {
        var source = GraphInterpreter.RunAll(_imported, inputs);

        // No score is promised where a step is no number (docs/numerics.md).
        if (source.Values.OfType<Tensor<float>>().Any(tensor => tensor.Values.Any(float.IsNaN)))
            return null;
        ImmutableArray<Tensor> scores = [.. _imported.Outputs.Select(output => source[output])];
        string? fault = null;
        if (layers is not null)
        {
            // Layouts move elements, whatever they are: a random input and a corner tell as much as many.
            if (number < 2)
                fault = Difference(scores, GraphInterpreter.Run(_floats, inputs));
            scores = layers.Run(inputs, out string? layerFault);
            fault ??= layerFault;
        }

        return fault ?? Difference(scores, GraphInterpreter.Run(packed, inputs));
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
            if (expected[i] != found[i])
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
