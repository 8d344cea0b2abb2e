// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime;

namespace ReadDigits;

/// <summary>A network that reads digits; the source generator adds <c>Run</c>, <c>Classify</c> and <c>Instance</c>.</summary>
[BnnModel("digits.bnn")]
internal static partial class Digits;
