// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Signed;

namespace BnnCompiler.Runtime.Tests.Registers.Signed;

/// <summary>A call of a kernel of integers and what it has to give, for <see cref="EverySignedLanes"/>.</summary>
internal interface IIntegerLaneCheck
{
    void Check<TLanes>() where TLanes : struct, ISignedLanes<TLanes, int>;
}
