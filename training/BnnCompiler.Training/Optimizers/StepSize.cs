// SPDX-License-Identifier: MIT
namespace BnnCompiler.Training.Optimizers;

/// <summary>What a rule needs to know of a step.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Scale">Glorot's factor of the whole change, 1 where there is none.</param>
/// <param name="Number">How many steps with this one.</param>
internal readonly record struct StepSize(double Rate, float Scale, long Number);
