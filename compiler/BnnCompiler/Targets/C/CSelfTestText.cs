// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.IR;

namespace BnnCompiler.Targets.C;

/// <summary>A source that runs the network on golden inputs, for use on the board itself.</summary>
internal static class CSelfTestText
{
    /// <summary>The text of the file.</summary>
    public static string Text(CNetwork network, CSelfTest test)
    {
        var (plan, options) = (network.Plan, network.Options);
        string p = options.Prefix, m = options.Macro, input = CHeaderText.InputType(plan), count = NumberText.Of(test.Inputs.Length);
        string scores = CFootprint.ScoresOffset(plan) is { } offset
            ? $"{p}_score_t *scores = ({p}_score_t *)(void *)((unsigned char *)arena + {NumberText.Of(offset)});"
            : $"{p}_score_t scores[{m}_CLASS_COUNT];";
        var code = new CodeWriter();
        code.Line(CSourceText.Head(network, "_selftest"));
        using (code.BlockInLine($"static const {input} inputs[{count}][{m}_INPUT_LENGTH] ="))
        {
            foreach (var values in test.Inputs)
            {
                // The table's own type serves here only to write its elements.
                var table = new CTable("", input, values);
                code.Line("{\n" + table.Initializer(plan.Layout) + "\n},");
            }
        }

        string text = code.ToString().TrimEnd('\n') + ";\n";
        string hashes = string.Join(", ", test.Hashes.Select(hash => $"0x{hash.ToString("x8", CultureInfo.InvariantCulture)}u"));
        return text + $$"""

            /* FNV-1a of the bits of all scores, each as four bytes, the least significant first. */
            static const uint32_t hashes[{{count}}] = { {{hashes}} };

            static uint32_t hash_of(const {{p}}_score_t *scores)
            {
                uint32_t hash = 2166136261u;
                size_t i, b;
                for (i = 0; i < {{m}}_CLASS_COUNT; i++) {
                    union {
                        {{p}}_score_t score;
                        uint32_t bits;
                    } value;
                    value.score = scores[i];
                    for (b = 0; b < 4; b++) {
                        hash = (hash ^ ((value.bits >> (8 * b)) & 255u)) * 16777619u;
                    }
                }
                return hash;
            }

            int32_t {{p}}_self_test(void *arena)
            {
                {{scores}}
                int32_t i;
                for (i = 0; i < {{count}}; i++) {
                    if ({{p}}_run(inputs[i], scores, arena) != {{m}}_OK || hash_of(scores) != hashes[i]) {
                        return i + 1;
                    }
                }
                return 0;
            }

            """;
    }
}
