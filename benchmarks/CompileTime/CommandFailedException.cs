// SPDX-License-Identifier: MIT
namespace CompileTimeBenchmark;

/// <summary>A command that was to be measured ended with another exit code than 0; the message holds what it printed.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
