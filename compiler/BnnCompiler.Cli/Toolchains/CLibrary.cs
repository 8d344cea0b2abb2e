// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Toolchains;

/// <summary>
/// Writes the C side of a library: the exported functions, which check the arguments and the processor before any managed code runs.
/// The .NET runtime would abort the process on a processor it was not compiled for; a library must not do that to its host.
/// </summary>
internal static class CLibrary
{
    public static IEnumerable<string> ExportedNames(string prefix) =>
        from name in (string[])["abi_version", "input_length", "class_count", "run", "classify", "run_batch", "run_batch_threads"]
        select $"{prefix}_{name}";

    /// <summary>The name of the managed function that the C side calls; hidden from the library's user.</summary>
    public static string ManagedRun(string prefix) => prefix + "_managed_run";

    public static string Write(NativeBuildRequest request)
    {
        string p = request.Name;
        string macro = p.ToUpperInvariant();
        string input = CHeader.InputType(request);
        return $$"""
            #include "{{CHeader.FileName(request)}}"

            {{CpuCheck.Write(request)}}
            #define EXPORT __attribute__((visibility("default")))

            extern int32_t {{ManagedRun(p)}}(const {{input}} *inputs, float *scores, size_t count, size_t threads);

            /* CPUID is slow on virtual machines, so it is asked once; threads that race ask it twice and find the same. */
            static int cpu_is_supported(void)
            {
                static int known;
                int state = __atomic_load_n(&known, __ATOMIC_RELAXED);
                if (state == 0) {
                    state = missing_cpu_feature() == NULL ? 1 : 2;
                    __atomic_store_n(&known, state, __ATOMIC_RELAXED);
                }
                return state == 1;
            }

            EXPORT int32_t {{p}}_abi_version(void) { return {{macro}}_ABI_VERSION; }

            EXPORT int32_t {{p}}_input_length(void) { return {{macro}}_INPUT_LENGTH; }

            EXPORT int32_t {{p}}_class_count(void) { return {{macro}}_CLASS_COUNT; }

            EXPORT int32_t {{p}}_run_batch_threads(
                const {{input}} *inputs, size_t inputs_length, float *scores, size_t scores_length, size_t count, size_t threads)
            {
                if (inputs == NULL || scores == NULL)
                    return {{macro}}_ERROR_NULL_POINTER;
                if (count > SIZE_MAX / {{macro}}_INPUT_LENGTH || count > SIZE_MAX / {{macro}}_CLASS_COUNT
                    || inputs_length != count * {{macro}}_INPUT_LENGTH || scores_length != count * {{macro}}_CLASS_COUNT)
                    return {{macro}}_ERROR_WRONG_LENGTH;
                if (!cpu_is_supported())
                    return {{macro}}_ERROR_UNSUPPORTED_CPU;
                return {{ManagedRun(p)}}(inputs, scores, count, threads);
            }

            EXPORT int32_t {{p}}_run_batch(const {{input}} *inputs, size_t inputs_length, float *scores, size_t scores_length, size_t count)
            {
                return {{p}}_run_batch_threads(inputs, inputs_length, scores, scores_length, count, 1);
            }

            EXPORT int32_t {{p}}_run(const {{input}} *input, size_t input_length, float *scores, size_t scores_length)
            {
                return {{p}}_run_batch(input, input_length, scores, scores_length, 1);
            }

            EXPORT int32_t {{p}}_classify(const {{input}} *input, size_t input_length)
            {
                float scores[{{macro}}_CLASS_COUNT];
                int32_t status = {{p}}_run_batch(input, input_length, scores, {{macro}}_CLASS_COUNT, 1);
                int32_t best = 0;
                int32_t i;
                if (status != {{macro}}_OK)
                    return status;
                for (i = 1; i < {{macro}}_CLASS_COUNT; i++) {
                    if (scores[i] > scores[best])
                        best = i;
                }
                return best;
            }

            """;
    }
}
