// SPDX-License-Identifier: MIT
using System;
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
        var results = scores is null ? stackalloc float[Digits.ClassCount] : new Span<float>(scores, Digits.ClassCount);
        Digits.Run(new ReadOnlySpan<byte>(pixels, Digits.InputLength), results);
        return Prediction.ClassOf(results);
    }
}
