// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>Writes the C header of a library.</summary>
internal static class CHeader
{
    public const int AbiVersion = 1;

    public static string FileName(NativeBuildRequest request) => request.Name + ".h";

    /// <summary>The C type of an input value.</summary>
    public static string InputType(NativeBuildRequest request) => request.InputElement == InputElement.UInt8 ? "uint8_t" : "float";

    public static string Write(NativeBuildRequest request)
    {
        string p = request.Name;
        string macro = p.ToUpperInvariant();
        string input = InputType(request);
        string what = request.InputElement == InputElement.UInt8 ? "pixels 0..255" : "values";
        string scale = request.InputScale is null ? "" : $", which the model scales by {request.InputScale}";
        string shape = string.Join(" x ", request.InputDimensions.Skip(1).Select(d => d.ToString(CultureInfo.InvariantCulture)));
        return $$"""
            /* {{p}}: a neural network, compiled by bnnc {{request.CompilerVersion}}. */
            #ifndef {{macro}}_H
            #define {{macro}}_H

            #include <stddef.h>
            #include <stdint.h>

            #ifdef __cplusplus
            extern "C" {
            #endif

            #define {{macro}}_ABI_VERSION {{AbiVersion}}

            /* One example is {{request.InputLength}} {{what}} of shape {{shape}}{{scale}}. */
            #define {{macro}}_INPUT_LENGTH {{request.InputLength}}
            #define {{macro}}_CLASS_COUNT {{request.ClassCount}}

            enum {
                {{macro}}_OK = 0,
                {{macro}}_ERROR_NULL_POINTER = -1,
                {{macro}}_ERROR_WRONG_LENGTH = -2,
                {{macro}}_ERROR_UNSUPPORTED_CPU = -3,
                {{macro}}_ERROR_INTERNAL = -4
            };

            /* What the macros above say, of the library that is loaded. */
            int32_t {{p}}_abi_version(void);
            int32_t {{p}}_input_length(void);
            int32_t {{p}}_class_count(void);

            /*
             * Lengths count elements, not bytes, and must be exactly those of the model. Any number of threads may call at once.
             * On an error nothing is written.
             */

            /* The scores of one example. Returns {{macro}}_OK or an error. */
            int32_t {{p}}_run(const {{input}} *input, size_t input_length, float *scores, size_t scores_length);

            /* The class of one example, the first maximum of its scores, or an error, which is negative. */
            int32_t {{p}}_classify(const {{input}} *input, size_t input_length);

            /* The scores of count examples, one after the other. Returns {{macro}}_OK or an error. */
            int32_t {{p}}_run_batch(const {{input}} *inputs, size_t inputs_length, float *scores, size_t scores_length, size_t count);

            /* The same on up to so many threads, the caller's own included; 0 counts as 1. The scores do not depend on it. */
            int32_t {{p}}_run_batch_threads(const {{input}} *inputs, size_t inputs_length, float *scores, size_t scores_length, size_t count, size_t threads);

            #ifdef __cplusplus
            }
            #endif

            #endif

            """;
    }
}
