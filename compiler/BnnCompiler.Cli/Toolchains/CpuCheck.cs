// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Cli.Toolchains;

/// <summary>Writes the C function <c>missing_cpu_feature</c>: the name of a feature the code needs and the processor lacks, or NULL.</summary>
internal static class CpuCheck
{
    public static string Write(NativeBuildRequest request)
    {
        if (request.Platform != NativePlatform.LinuxX64)
        {
            // ARMv8 with NEON is what every processor of the platform has.
            return """
                static const char *missing_cpu_feature(void) { return NULL; }

                """;
        }

        ImmutableArray<CpuFeature> required = CpuFeature.RequiredBy(request.Cpu);
        int state = required.Aggregate(0, (all, feature) => all | feature.State);
        string table = string.Join("\n", required.Select(feature => $"    {{ {feature.Word}, {feature.Bit}, \"{feature.Name}\" }},"));
        return $$"""
            #include <cpuid.h>

            static const struct {
                unsigned word;
                unsigned bit;
                const char *name;
            } required_features[] = {
            {{table}}
            };

            /* The register state that the operating system saves; without it AVX instructions fault on any processor. */
            static unsigned saved_state(unsigned leaf1_ecx)
            {
                unsigned low = 0;
                unsigned high;
                if ((leaf1_ecx & (1u << 27)) != 0)
                    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
                return low;
            }

            static const char *missing_cpu_feature(void)
            {
                unsigned words[4] = { 0, 0, 0, 0 };
                unsigned eax, ebx, ecx, edx;
                size_t i;
                if (__get_cpuid(1, &eax, &ebx, &ecx, &edx))
                    words[0] = ecx;
                if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx)) {
                    words[1] = ebx;
                    words[2] = ecx;
                }
                if (__get_cpuid(0x80000001u, &eax, &ebx, &ecx, &edx))
                    words[3] = ecx;
                for (i = 0; i < sizeof required_features / sizeof required_features[0]; i++) {
                    if ((words[required_features[i].word] >> required_features[i].bit & 1u) == 0)
                        return required_features[i].name;
                }
                if ((saved_state(words[0]) & {{state}}u) != {{state}}u)
                    return "an operating system that saves AVX registers";
                return NULL;
            }

            """;
    }
}
