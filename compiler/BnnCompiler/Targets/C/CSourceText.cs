// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BnnCompiler.IR;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>The source: what the compiler is told, kernels, tables, the networks themselves, and two functions for each.</summary>
internal static class CSourceText
{
    /// <summary>The text of the file.</summary>
    /// <param name="networks">Networks for one machine, which share their kernels.</param>
    /// <param name="tablesElsewhere">Whether the tables are defined in another file.</param>
    public static string Text(ImmutableArray<CNetwork> networks, bool tablesElsewhere)
    {
        var machine = networks[0].Options.Machine;
        var code = new CodeWriter();
        code.Line(string.Join("\n", networks.Select(network => Head(network))));
        var kernels = KernelText.Union(networks.Select(network => network.Emission.Kernels));
        string shared = kernels.SharedText();
        string variants = string.Concat(machine.Variants.Select(instructions => "\n" + Variant(networks, kernels, instructions)));
        var tables = new CodeWriter();
        foreach (var network in networks)
            Tables(tables, network, tablesElsewhere);
        code.Line(CPreamble.Text(networks, shared + tables + variants));
        if (shared.Length > 0)
            code.Line(shared);
        code.Line(tables.ToString());
        code.Line(variants.TrimEnd('\n'));
        foreach (var network in networks)
            Functions(code, network.Plan, network.Options);
        return code.ToString();
    }

    /// <summary>A comment that says what a file is.</summary>
    public static string Head(CNetwork network, string what = "")
    {
        var (plan, options) = (network.Plan, network.Options);
        return $"/* {options.Prefix}{what}.c: the network '{plan.Name}', compiled by bnnc {options.Version} for {options.Machine.Name}. "
            + "Changes are lost when it is compiled again. */\n"
            + $"#include \"{options.Prefix}.h\"\n";
    }

    private static void Tables(CodeWriter code, CNetwork network, bool elsewhere)
    {
        var words = network.Plan.Layout;
        foreach (var table in network.Emission.Tables)
        {
            code.Line($"/* {table.Value.Type} */");
            code.Line(elsewhere
                ? $"extern {table.Declaration(words)};\n"
                : $"static {table.Declaration(words)} = {{\n{table.Initializer(words)}\n}};\n");
        }

        foreach (string window in network.Emission.Windows)
            code.Line(window);
    }

    /// <summary>Kernels and networks, for one set of instructions.</summary>
    private static string Variant(ImmutableArray<CNetwork> networks, KernelText kernels, InstructionSet instructions)
    {
        string layers = string.Join("\n", networks.Select(network => Layers(network.Plan, network.Emission)));
        string text = kernels.TextFor(instructions, layers) + "\n" + layers;
        if (instructions.Name.Length == 0)
            return text;

        // Types that end in _t are shared; everything else belongs to this variant.
        string macro = "BNN_" + instructions.Name.ToUpperInvariant();
        text = Regex.Replace(text, @"\b(bnn_(?!\w*_t\b)\w+|\w+_layers)\b", match => match.Value + "_" + instructions.Name);
        text = Regex.Replace(text, @"\bBNN_(KERNEL|INLINE|APART)\b", match => $"{match.Value} {macro}");
        return $"#if BNN_X86\n#define {macro} __attribute__((__target__(\"{instructions.Features}\")))\n\n{text}\n#endif\n";
    }

    /// <summary>The function that computes all layers.</summary>
    private static string Layers(ExecutionPlan plan, CEmission emission)
    {
        var code = new CodeWriter();
        string input = plan.Input.Type.Element == ElementType.UInt8 ? "uint8_t" : "bnn_f32_t", score = CTypes.Of(plan.Output.Type.Element);
        code.Line("/* The network: its layers in order, each from memory to memory. */");
        using (code.Block($"BNN_KERNEL void {emission.Prefix}_layers(const {input} *input, {score} *scores, unsigned char *arena)"))
        {
            if (plan.ArenaBytes == 0)
                code.Line("(void)arena;");
            code.Line(emission.Layers.ToString().Trim('\n'));
        }

        return code.ToString();
    }

    private static void Functions(CodeWriter code, ExecutionPlan plan, COptions options)
    {
        string p = options.Prefix, m = options.Macro, input = CHeaderText.InputType(plan);
        code.Line();
        using (code.Block($"int32_t {p}_run(const {input} *input, {p}_score_t *scores, void *arena)"))
        {
            bool needsArena = plan.ArenaBytes > 0;
            code.Line($"if (input == NULL || scores == NULL{(needsArena ? " || arena == NULL" : "")}) {{\n    return {m}_ERROR_NULL_POINTER;\n}}");
            code.Line($"if (((uintptr_t)arena & ({m}_ARENA_ALIGN - 1u)) != 0) {{\n    return {m}_ERROR_ALIGNMENT;\n}}");
            var variants = options.Machine.Variants.Where(instructions => instructions.Name.Length > 0).Reverse().ToArray();
            if (variants.Length > 0)
                code.Line("#if BNN_X86");
            foreach (var instructions in variants)
            {
                string condition = string.Join(" && ", instructions.CpuFeatures.Select(feature => $"__builtin_cpu_supports(\"{feature}\")"));
                code.Line($"if ({condition}) {{\n    {p}_layers_{instructions.Name}(input, scores, (unsigned char *)arena);\n    return {m}_OK;\n}}");
            }

            if (variants.Length > 0)
                code.Line("#endif");
            code.Line($"{p}_layers(input, scores, (unsigned char *)arena);\nreturn {m}_OK;");
        }

        code.Line();
        using (code.Block($"int32_t {p}_classify(const {input} *input, void *arena)"))
        {
            if (CFootprint.ScoresOffset(plan) is { } offset)
            {
                code.Line($"if (arena == NULL) {{\n    return {m}_ERROR_NULL_POINTER;\n}}");
                code.Line($"{p}_score_t *scores = ({p}_score_t *)(void *)((unsigned char *)arena + {NumberText.Of(offset)});");
            }
            else
            {
                code.Line($"{p}_score_t scores[{m}_CLASS_COUNT];");
            }

            code.Line($$"""
                int32_t status = {{p}}_run(input, scores, arena), best = 0, i;
                if (status != {{m}}_OK) {
                    return status;
                }
                for (i = 1; i < {{m}}_CLASS_COUNT; i++) {
                    if (scores[i] > scores[best]) {
                        best = i;
                    }
                }
                return best;
                """);
        }
    }
}
