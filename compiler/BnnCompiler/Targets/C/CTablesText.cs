// SPDX-License-Identifier: MIT

namespace BnnCompiler.Targets.C;

/// <summary>Tables in a source of their own, so that a change of the code does not compile them again.</summary>
internal static class CTablesText
{
    /// <summary>The text of the file.</summary>
    public static string Text(CNetwork network)
    {
        var words = network.Plan.Layout;
        var tables = new CodeWriter();
        foreach (var table in network.Emission.Tables)
        {
            tables.Line($"/* {table.Value.Type} */");
            tables.Line($"extern {table.Declaration(words)};");
            tables.Line($"{table.Declaration(words)} = {{\n{table.Initializer(words)}\n}};");
        }

        string text = tables.ToString();
        var code = new CodeWriter();
        code.Line(CSourceText.Head(network, "_weights"));
        code.Line(CPreamble.Types(words));
        code.Line(CPreamble.Literals(text));
        code.Line(text);
        return code.ToString();
    }
}
