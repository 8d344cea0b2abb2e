// SPDX-License-Identifier: MIT
namespace BnnCompiler.Cli.Toolchains;

/// <summary>
/// Writes the C side of a program: a check of the processor before the .NET runtime starts, which would abort with a core dump.
/// </summary>
internal static class CProgram
{
    public static string Write(NativeBuildRequest request)
    {
        string remedy = request.Cpu == CpuLevel.Baseline ? "It needs an x86-64-v2 processor." : "To run here, build it with --cpu x86-64-v2.";
        return $$"""
        #include <stddef.h>
        #include <stdio.h>
        #include <stdlib.h>

        {{CpuCheck.Write(request)}}
        /* 101 is the first priority a program may use: before every other constructor. */
        __attribute__((constructor(101))) static void require_cpu(void)
        {
            const char *missing = missing_cpu_feature();
            if (missing == NULL)
                return;
            fprintf(stderr, "{{request.Name}}: found no %s, expected a processor that has what the program was compiled for. "
                            "{{remedy}}\n", missing);
            _Exit(2);
        }

        """;
    }
}
