// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Lanes;

namespace BnnCompiler.Runtime.Tests.Registers.Lanes;

/// <summary>A call of a kernel and what it has to give, for <see cref="EveryLanes"/>.</summary>
internal interface ILaneCheck
{
    void Check<TLanes>() where TLanes : struct, ILanes<TLanes>;
}
