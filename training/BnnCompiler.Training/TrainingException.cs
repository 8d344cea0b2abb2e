// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training;

/// <summary>A run cannot start, go on or be resumed, for a reason that the user can do something about; the message says what.</summary>
public sealed class TrainingException(string message) : Exception(message);
