// SPDX-License-Identifier: MIT
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Text;

namespace BnnCompiler.Verification;

// The rules, by the names that messages give them. What an op's constructor guarantees (types, shapes) is not checked again.
//
// Graph      outputs             There is at least one output.
//            inputs              Everything in the input list is an input, listed once.
//            input-list          Every input that an output reaches is in the input list: a pass must not make a new one.
//            input-names         No two inputs have the same name.
//            names               The graph's name is a name of .bnn text; names of ops and words of attributes have no other characters.
// Op         catalogue           The kind is the object in OpCatalog.
//            stage               The stage lies between the first and the last stage of the kind.
//            operand-count       There are as many operands as the kind says.
//            size                The tensor has less than 2^31 bytes, padding of rows included.
// Constant   constant-type       The op's type is the tensor's, and the tensor's .NET type is the one of its elements.
//            weights-file        Only a packed graph has constants in a file, all in the same one, and only as weights of kernels.
// Threshold  ascending-limits    The limits of a rule do not descend; NaN, which no number reaches, stands behind all others (quantize too).
// Sums       sum-range           A sum over pixels or small integers fits 32 bits: 255 or 32768 times the fan-in, or the sizes of the weights.
// Packed     input-rows          xnor_* and nibble_* read one row of bits or an image, plane_* eight rows.
//            padding-weights     Weights behind the end of a row of the input, behind a mask, and of outputs behind the last are 0.
//            padding-limits      Limits of outputs behind the last are -1 (xnor_*, nibble_*) or 2147483647 (plane_*, signed_*, pattern_*).
//            greatest-input      The input of pattern_conv_threshold is known to stay within its greatest magnitude, that of coded_* within 15.
//            coded-steps         Steps of coded_* descend, of one exponent those that subtract behind the others, and are for codes there are.
//            zero-row            The last row of the weights of sliced_*, and of each set of coded_*, which fills up blocks of rows, is 0.
//            complement-limits   Limits of sliced_threshold for the inputs that are 0 are 2 popcount(w_n) + K + 1 - limit n.
//            group-masks         A mask is the channels of its output's group, in the words that its block reads; 0 for outputs behind the last.

/// <summary>
/// Refuses graphs that break a rule of their stage. It runs after every pass, so that a fault is found where it was made; the rules stand above.
/// </summary>
internal static class GraphVerifier
{
    /// <summary>Checks every rule behind a pass.</summary>
    /// <exception cref="DiagnosticException">BNN0004, naming the pass, the op, its place and the rule.</exception>
    public static void Verify(Graph graph, Stage stage, string pass)
    {
        try
        {
            Verify(graph, stage);
        }
        catch (DiagnosticException broken)
        {
            throw new DiagnosticException(broken.Diagnostic with { Message = $"behind {pass}, {broken.Diagnostic.Message}" });
        }
    }

    /// <summary>Checks every rule.</summary>
    /// <exception cref="DiagnosticException">BNN0004, naming the op, its place and the rule.</exception>
    public static void Verify(Graph graph, Stage stage)
    {
        VerifyInterface(graph);
        VerifyWeightsFile(graph, stage);
        foreach (var op in graph.Ops)
        {
            VerifyKind(op, stage);
            VerifyName(op);
            VerifySize(op);
            switch (op)
            {
                case Constant constant:
                    ConstantRules.Verify(constant);
                    break;
                case Threshold threshold:
                    ThresholdRules.Verify(threshold);
                    break;
                case Quantize quantize:
                    ThresholdRules.Verify(quantize);
                    break;
                case IntegerDense dense:
                    SumRules.Verify(dense, dense.FanIn, ElementType.UInt8);
                    break;
                case BinaryConv conv:
                    SumRules.Verify(conv, conv.FanIn, conv.Input.Type.Element);
                    break;
                case IntegerConv { Weights.Value: Tensor<sbyte> weights } conv:
                    SumRules.VerifyWeighted(conv, weights, conv.Input.Type.Element, i => i / conv.FanIn, conv.Outputs);
                    break;
                case KernelOp kernel:
                    kernel.Verify();
                    break;
            }
        }
    }

    private static void VerifyInterface(Graph graph)
    {
        if (graph.Outputs.IsEmpty)
            throw Rule.Broken(graph, "outputs", "there is no output; expected at least one");
        if (!BnnFormat.IsName(graph.Name))
            throw Rule.Broken(graph, "names", "the name of the graph is not a letter or '_' followed by letters, digits, '_' and '.'");

        var listed = new HashSet<Op>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in graph.Inputs)
        {
            if (input is not Input || !listed.Add(input))
                throw Rule.Broken(input, "inputs", "stands in the input list; expected inputs only, each once");
            if (!names.Add(input.Name))
                throw Rule.Broken(input, "input-names", $"another input is called '{input.Name}' too; expected names of their own");
        }

        foreach (var input in graph.Ops.OfType<Input>())
        {
            if (!listed.Contains(input))
                throw Rule.Broken(input, "input-list", "is read, but is not in the input list of the graph");
        }
    }

    private static void VerifyWeightsFile(Graph graph, Stage stage)
    {
        WeightsFile? file = null;
        foreach (var op in graph.Ops)
        {
            foreach (var operand in op.Operands)
            {
                if (operand is not Constant { Value: ExternalTensor external })
                    continue;
                if (stage != Stage.Packed)
                {
                    throw Rule.Broken(operand, "weights-file",
                        "its values lie in a file of weights; expected them in the text before kernels are chosen");
                }

                if (operand != (op as KernelOp)?.WeightTable)
                {
                    throw Rule.Broken(operand, "weights-file",
                        $"its values lie in a file of weights, but {op} needs them; expected them in the text");
                }

                if ((file ??= external.File) != external.File)
                {
                    throw Rule.Broken(operand, "weights-file",
                        $"its values lie in '{external.File.Name}', others in '{file.Name}'; expected one file");
                }
            }
        }
    }

    private static void VerifyKind(Op op, Stage stage)
    {
        var kind = op.Kind;
        if (!ReferenceEquals(kind, OpCatalog.Find(kind.Mnemonic)))
            throw Rule.Broken(op, "catalogue", "the kind of this op is not the one in OpCatalog");
        if (stage < kind.FirstStage || stage > kind.LastStage)
            throw Rule.Broken(op, "stage", $"found at stage {stage}; expected from {kind.FirstStage} to {kind.LastStage} only");
        if (op.Operands.Length != kind.OperandCount)
        {
            throw Rule.Broken(op, "operand-count",
                $"found {NumberText.Of(op.Operands.Length)} operands; expected {NumberText.Of(kind.OperandCount)}");
        }
    }

    private static void VerifyName(Op op)
    {
        if (!op.Name.All(BnnFormat.ContinuesName))
            throw Rule.Broken(op, "names", "its name is not made of letters, digits, '_' and '.'");
        foreach (var attribute in op.Attributes)
        {
            if (attribute.Text.Length == 0 || !attribute.Text.All(BnnFormat.IsWordPart))
                throw Rule.Broken(op, "names", $"attribute '{attribute.Name}' is not made of letters, digits and _+-./");
        }
    }

    private static void VerifySize(Op op)
    {
        long bytes = op.Type.ByteCount;
        if (bytes > int.MaxValue)
            throw Rule.Broken(op, "size", $"its tensor takes {NumberText.Of(bytes)} bytes; expected at most {NumberText.Of(int.MaxValue)}");
    }
}
