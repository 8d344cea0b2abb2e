// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BnnCompiler.Runtime;

namespace DigitsNative;

/// <summary>The functions of digits.h. An exception must not cross into C: it would end the process.</summary>
internal static unsafe class Exports
{
    private const int BadArgument = -1;

    [UnmanagedCallersOnly(EntryPoint = "digits_classify")]
    private static int Classify(byte* pixels, float* scores)
    {
        if (pixels is null)
            return BadArgument;
        return scores is null
            ? Classify(new ReadOnlySpan<byte>(pixels, Digits.InputLength))
            : Classify(new ReadOnlySpan<byte>(pixels, Digits.InputLength), new Span<float>(scores, Digits.ClassCount));
    }

    // Never inlined, as the next one: the first call from C starts the runtime, which sets the value that guards buffers on the stack. A
    // function that C calls and that has such a buffer itself would find another value at its end, and abort.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Classify(ReadOnlySpan<byte> pixels, Span<float> scores)
    {
        Digits.Run(pixels, scores);
        return Prediction.ClassOf(scores);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Classify(ReadOnlySpan<byte> pixels) => Digits.Classify(pixels);
}
