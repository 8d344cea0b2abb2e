// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime.Registers.Signed;

namespace BnnCompiler.Runtime.Tests.Registers.Signed;

/// <summary>A call of a kernel of floats and what it has to give, for <see cref="EverySignedLanes"/>.</summary>
internal interface IFloatLaneCheck
{
    void Check<TLanes>() where TLanes : struct, IFloatLanes<TLanes>;
}
