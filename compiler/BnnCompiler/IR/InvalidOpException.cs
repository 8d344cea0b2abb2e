// SPDX-License-Identifier: MIT
namespace BnnCompiler.IR;

/// <summary>
/// An op was given operands or attributes that it cannot have. The front-end that asked for the op adds the place and turns
/// this into a diagnostic; from a pass it is a fault of the compiler.
/// </summary>
internal sealed class InvalidOpException(string message) : Exception(message);
