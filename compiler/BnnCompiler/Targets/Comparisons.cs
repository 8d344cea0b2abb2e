// SPDX-License-Identifier: MIT
namespace BnnCompiler.Targets;

/// <summary>Relations as the languages of the C family spell them.</summary>
internal static class Comparisons
{
    /// <summary>The operator of a relation of <see cref="Ops.Compare"/>.</summary>
    public static string Operator(string relation) => relation switch
    {
        "gt" => ">",
        "ge" => ">=",
        "lt" => "<",
        "le" => "<=",
        "eq" => "==",
        _ => "!=",
    };
}
