// SPDX-License-Identifier: MIT
namespace BnnCompiler.SelfChecking;

/// <summary>
/// The compiler found that it had changed what a network computes. Never the user's fault: nothing is written, and the message asks for a report.
/// </summary>
/// <param name="message">Which op or score, on which input, what was expected and what was found.</param>
internal sealed class CompilerFaultException(string message)
    : Exception(message + "\nthis is a fault of the compiler, please report it with the model; --no-self-check compiles without this comparison");
