// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Cli.Commands;

/// <summary>What the user asks a run to be.</summary>
/// <param name="Recipe">A name or a file; null where the checkpoint says it.</param>
/// <param name="Overrides">Settings of the command line.</param>
/// <param name="Data">The folder with the data, or null.</param>
/// <param name="Resumes">Whether to go on with the run in the folder.</param>
/// <param name="Threads">How many threads work; null where the user does not say.</param>
/// <param name="Teacher">The folder of a teacher's run, or null.</param>
internal sealed record RunRequest(
    string? Recipe, IReadOnlyDictionary<string, string> Overrides, string? Data, bool Resumes, int? Threads, string? Teacher);
