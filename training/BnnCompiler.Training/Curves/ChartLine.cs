// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.Training.Curves;

/// <summary>A line of a picture.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">Finite values, epochs ascending.</param>
internal sealed record ChartLine(string Name, ImmutableArray<(int Epoch, double Error)> Points);
