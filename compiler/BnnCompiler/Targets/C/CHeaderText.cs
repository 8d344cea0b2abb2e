// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>The header: sizes, and the functions that an application calls.</summary>
internal static class CHeaderText
{
    /// <summary>The C type of an input element.</summary>
    public static string InputType(ExecutionPlan plan) => plan.Input.Type.Element == ElementType.UInt8 ? "uint8_t" : "float";

    /// <summary>The C type of a score.</summary>
    public static string ScoreType(ExecutionPlan plan) => plan.Output.Type.Element == ElementType.Int32 ? "int32_t" : "float";

    /// <summary>The text of the file.</summary>
    public static string Text(ExecutionPlan plan, COptions options, CFootprint footprint)
    {
        string p = options.Prefix, m = options.Macro, input = InputType(plan), score = ScoreType(plan);
        string what = plan.Input.Type.Element == ElementType.UInt8 ? "pixels 0..255" : "values";
        string selfTest = options.SelfTest is null ? "" : $"""

            /* In {p}_selftest.c: 0 if the network gives the scores it has to, else the number, from 1, of the first input for which it does not. */
            int32_t {p}_self_test(void *arena);

            """;
        return $$"""
            /* {{p}}.h: the network '{{plan.Name}}', compiled by bnnc {{options.Version}} for {{options.Machine.Name}}. */
            #ifndef {{m}}_H
            #define {{m}}_H

            #include <stddef.h>
            #include <stdint.h>

            #ifdef __cplusplus
            extern "C" {
            #endif

            #define {{m}}_VERSION "{{options.Version}}"
            #define {{m}}_FINGERPRINT UINT64_C(0x{{footprint.Fingerprint.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)}}) /* of weights and code */

            /* One input is {{NumberText.Of(plan.Input.Type.Shape.ElementCount)}} {{what}}, of shape [{{plan.Input.Type.Shape}}], row-major. */
            #define {{m}}_INPUT_LENGTH {{NumberText.Of(plan.Input.Type.Shape.ElementCount)}}
            #define {{m}}_CLASS_COUNT {{NumberText.Of(plan.Output.Type.Shape.ElementCount)}}

            /*
             * What it needs. The arena is the caller's: no byte of it has to be set, and none means anything behind a call, so networks can share one.
             * The stack is what the functions below use at most, as GCC compiles them with -Os or -O2. Constants are read-only; there is no other data.
             */
            #define {{m}}_ARENA_BYTES {{NumberText.Of(footprint.ArenaBytes)}}
            #define {{m}}_ARENA_ALIGN {{NumberText.Of(plan.Layout.Alignment)}}
            #define {{m}}_STACK_BYTES {{NumberText.Of(footprint.StackBytes)}}
            #define {{m}}_CONSTANT_BYTES {{NumberText.Of(footprint.ConstantBytes)}}

            #define {{m}}_OK 0
            #define {{m}}_ERROR_NULL_POINTER (-1)
            #define {{m}}_ERROR_ALIGNMENT (-2)

            typedef {{score}} {{p}}_score_t;

            /* Reentrant: nothing is kept between calls. On an error nothing is written. */

            /* Computes {{m}}_CLASS_COUNT scores of one input. Returns {{m}}_OK or an error. */
            int32_t {{p}}_run(const {{input}} *input, {{p}}_score_t *scores, void *arena);

            /* The class of one input, which is the index of its greatest score, the first of equal ones; or an error, which is negative. */
            int32_t {{p}}_classify(const {{input}} *input, void *arena);
            {{selfTest}}
            #ifdef __cplusplus
            }
            #endif

            #endif

            """;
    }
}
