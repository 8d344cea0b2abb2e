// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.IR;

namespace BnnCompiler.Ops;

/// <summary>
/// How a kernel of a target's runtime is called, as data that the target spells: it reads the op's first operand, then takes these arguments in their
/// order, and writes the op's value.
/// </summary>
/// <param name="Name">The kernel: a method of a class in C#, a function in C.</param>
/// <param name="Arguments">What stands between the tensor that is read and the one that is written.</param>
internal sealed record KernelCall(string Name, params ImmutableArray<CallArgument> Arguments)
{
    /// <summary>
    /// Whether <see cref="Name"/> is a class that lays out its tables for itself: one object is made of the arguments at the first call, kept, and
    /// asked for its <c>Threshold</c> by every call.
    /// </summary>
    public bool IsKept { get; init; }

    /// <summary>The type of the numbers that are read, of a kernel that is written once for several; else null.</summary>
    public ElementType? Numbers { get; init; }

    /// <summary>The kernel that computes some inputs at a time and reads its tables once for them; null if there is none.</summary>
    public string? Together { get; init; }
}

/// <summary>One argument of a <see cref="KernelCall"/>.</summary>
internal abstract record CallArgument
{
    /// <summary>A constant operand, as a table that is named after its role.</summary>
    public static CallArgument Of(string role, Constant table) => new TableArgument(role, table, IsShort: false);

    /// <summary>A constant operand whose elements fit 16 bits without a sign, for a kernel that reads them so.</summary>
    public static CallArgument OfShorts(string role, Constant table) => new TableArgument(role, table, IsShort: true);

    /// <summary>A number, and what the kernel's parameter is called.</summary>
    public static CallArgument Of(string name, int number) => new NumberArgument(name, number);

    /// <summary>How a window slides over the image that is read.</summary>
    public static CallArgument Of(Window window) => new WindowArgument(window);

    /// <summary>Words that so many bits fill, whose size the target's machine says.</summary>
    public static CallArgument Words(int bits) => new WordsArgument(bits);

    /// <summary>The op's memory to work in (<see cref="KernelOp.Scratch"/>).</summary>
    public static CallArgument Scratch { get; } = new ScratchArgument();
}

/// <inheritdoc cref="CallArgument.Of(string, Constant)"/>
internal sealed record TableArgument(string Role, Constant Table, bool IsShort) : CallArgument;

/// <inheritdoc cref="CallArgument.Of(string, int)"/>
internal sealed record NumberArgument(string Name, int Number) : CallArgument;

/// <inheritdoc cref="CallArgument.Of(Window)"/>
internal sealed record WindowArgument(Window Window) : CallArgument;

/// <inheritdoc cref="CallArgument.Words(int)"/>
internal sealed record WordsArgument(int Bits) : CallArgument;

/// <inheritdoc cref="CallArgument.Scratch"/>
internal sealed record ScratchArgument : CallArgument;
