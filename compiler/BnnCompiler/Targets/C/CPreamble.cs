// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;
using BnnCompiler.Planning;

namespace BnnCompiler.Targets.C;

/// <summary>What a compiler is told before it sees kernels: how to round, how to inline, and what the words are.</summary>
internal static class CPreamble
{
    /// <summary>The text.</summary>
    /// <param name="networks">The networks of the file.</param>
    /// <param name="code">What follows, so that nothing is defined that it does not use.</param>
    public static string Text(ImmutableArray<CNetwork> networks, string code)
    {
        var options = networks[0].Options;
        var text = new CodeWriter();
        bool isForX86 = options.Machine.Variants.Contains(InstructionSet.Avx2);
        if (isForX86)
        {
            text.Line($"""
                /* Kernels for the instructions that a processor may have, and a choice when the network runs. -D{options.Macro}_PORTABLE leaves them out. */
                #if defined(__x86_64__) && defined(__GNUC__) && !defined({options.Macro}_PORTABLE)
                #define BNN_X86 1
                #include <immintrin.h>
                #else
                #define BNN_X86 0
                #endif

                """);
        }

        if (options.Machine.Variants.Contains(InstructionSet.Neon))
            text.Line("#include <arm_neon.h>\n");
        if (networks.Any(network => UsesFloats(network.Plan)))
            text.Line(Rounding);
        text.Line(Types(networks[0].Plan.Layout));
        if (code.Contains("BNN_ALL_ONES"))
            text.Line($"#define BNN_ALL_ONES UINT{NumberText.Of(networks[0].Plan.Layout.Bits)}_MAX\n");
        if (code.Contains("BNN_APART"))
            text.Line(Apart);
        text.Line(Literals(code));
        if (code.Contains("BNN_BARRIER"))
            text.Line(Barrier);
        if (code.Contains("bnn_offset_t"))
        {
            text.Line($"""
                /* Where a row of weights begins, in words; how many rows are listed before they are added; whether the work is the same for all inputs. */
                typedef uint{NumberText.Of(8 * networks.Max(network => network.Emission.OffsetBytes))}_t bnn_offset_t;
                #define BNN_LISTED {NumberText.Of(CStack.ListedRows)}u
                #define BNN_CONSTANT_TIME {(options.ConstantTime ? "1" : "0")}

                """);
            if (!options.ConstantTime)
            {
                text.Line($"""
                    /* Where the processor finds the first bit that is set in one or two instructions. */
                    #if defined(__GNUC__) && (defined(__ARM_FEATURE_CLZ) || defined(__x86_64__) || defined(__aarch64__) || defined(__riscv_zbb) || defined(__wasm__))
                    #define BNN_FIRST_ONE(word) ((size_t)__builtin_ctz{(networks[0].Plan.Layout.Bits == 64 ? "ll" : "")}(word))
                    #endif

                    """);
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Attributes and the types of elements.</summary>
    public static string Types(WordLayout layout)
    {
        int bits = layout.Bits;
        return Compiler + $$"""

            /* Bits are packed in words, the least significant first; a row of bits starts in a new word. */
            typedef uint{{NumberText.Of(bits)}}_t BNN_ALIAS bnn_word_t;
            #define BNN_WORD_BITS {{NumberText.Of(bits)}}u

            /* Tensors share one arena, so its bytes are of several types in turn. */
            typedef int16_t BNN_ALIAS bnn_i16_t;
            typedef int32_t BNN_ALIAS bnn_i32_t;
            typedef float BNN_ALIAS bnn_f32_t;

            """;
    }

    /// <summary>The names of floats that C has no literals for, as far as the code uses them.</summary>
    public static string Literals(string code) =>
        ((code.Contains("BNN_INFINITY") ? Infinity + "\n" : "") + (code.Contains("BNN_NAN") ? NotANumber : "")).TrimEnd('\n');

    private const string Rounding = """
        /* Every product and every sum is rounded to float32 by itself; that is part of what the network means. */
        #if defined(__FAST_MATH__)
        #error "compile without -ffast-math: it changes scores"
        #endif
        #if defined(__FLT_EVAL_METHOD__)
        #if __FLT_EVAL_METHOD__ != 0 && __FLT_EVAL_METHOD__ != 16
        #error "floats have to be rounded after each operation: compile for SSE, with -msse2 -mfpmath=sse"
        #endif
        #endif
        #if defined(__GNUC__) && !defined(__clang__)
        #if defined(__FP_FAST_FMAF) || (defined(BNN_X86) && BNN_X86)
        #pragma GCC optimize("fp-contract=off")
        #endif
        #else
        #pragma STDC FP_CONTRACT OFF
        #endif

        """;

    private const string Apart = """
        /* Never inlined, so that its arrays are on the stack only while it runs, and those of no other function with them. */
        #if defined(__GNUC__)
        #define BNN_APART static __attribute__((__noinline__))
        #else
        #define BNN_APART static
        #endif

        """;

    private const string Infinity = """
        #if defined(__GNUC__)
        #define BNN_INFINITY __builtin_inff()
        #else
        #define BNN_INFINITY ((float)1e39)
        #endif

        """;

    private const string NotANumber = """
        #if defined(__GNUC__)
        #define BNN_NAN __builtin_nanf("")
        #else
        #define BNN_NAN ((float)1e39 - (float)1e39)
        #endif

        """;

    private const string Barrier = """
        /* Keeps a compiler from making a call of memset or memcpy out of a loop where there is no library to call. */
        #if defined(__GNUC__) && !__STDC_HOSTED__
        #define BNN_BARRIER __asm__ volatile("")
        #else
        #define BNN_BARRIER (void)0
        #endif

        """;

    private const string Compiler = """
        #if defined(__GNUC__)
        #define BNN_ALIAS __attribute__((__may_alias__))
        #define BNN_INLINE static inline __attribute__((__always_inline__))
        #else
        #define BNN_ALIAS
        #define BNN_INLINE static inline
        #endif
        #define BNN_KERNEL static

        """;

    private static bool UsesFloats(ExecutionPlan plan) =>
        plan.Steps.SelectMany(step => step.Ops).SelectMany(op => op.Operands.Append(op)).Any(op => op.Type.Element == ElementType.Float32);
}
