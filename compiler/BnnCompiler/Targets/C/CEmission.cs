// SPDX-License-Identifier: MIT
using BnnCompiler.IR;
using BnnCompiler.Ops;
using BnnCompiler.Planning;
using Buffer = BnnCompiler.Planning.Buffer;

namespace BnnCompiler.Targets.C;

/// <summary>What the kernels share while one network is written: its statements, and the tables and kernels that these refer to.</summary>
internal sealed class CEmission(WordLayout words, string prefix, int offsetBytes)
{
    private readonly CNames _names = new();
    private readonly List<CTable> _tables = [];
    private readonly HashSet<string> _listed = [];
    private readonly List<string> _windows = [];
    private readonly List<int> _constantBytes = [];

    /// <summary>The statements of the step that is being written.</summary>
    public CodeWriter Body { get; private set; } = new();

    /// <summary>The statements of all steps before it.</summary>
    public CodeWriter Layers { get; } = new();

    /// <summary>The kernels that the statements call.</summary>
    public KernelText Kernels { get; } = new();

    /// <summary>The tables that the statements refer to, in order of first use.</summary>
    public IReadOnlyList<CTable> Tables => _tables;

    /// <summary>The windows that the statements refer to, as definitions.</summary>
    public IReadOnlyList<string> Windows => _windows;

    /// <summary>What the names of the network begin with.</summary>
    public string Prefix => prefix;

    /// <summary>Bytes of a number that says where a row of weights begins.</summary>
    public int OffsetBytes => offsetBytes;

    /// <summary>Bytes of tables and windows that each step is the first to refer to.</summary>
    public IReadOnlyList<int> ConstantBytes => _constantBytes;

    /// <summary>How tensors lie in memory.</summary>
    public WordLayout Words => words;

    /// <summary>Writes the call of a kernel, in several lines where one would be long. Behind what the kernel calls it stands a number.</summary>
    public void Call(string kernel, params string[] arguments)
    {
        string function = Kernels.Function(kernel);
        var parameters = KernelText.Parameters(kernel);
        if (parameters.Length != arguments.Length)
        {
            throw new InvalidOperationException(
                $"{function} takes {NumberText.Of(parameters.Length)} arguments, not {NumberText.Of(arguments.Length)}.");
        }

        string[] named = [.. arguments.Select((argument, i) => IsNumber(argument) ? $"/* {parameters[i]} */ {argument}" : argument)];
        string line = $"{function}({string.Join(", ", named)});";
        if (line.Length <= OpText.LongestLine)
        {
            Body.Line(line);
            return;
        }

        line = $"{function}(\n   ";
        int length = 3;
        for (int i = 0; i < named.Length; i++)
        {
            string argument = " " + named[i] + (i + 1 < named.Length ? "," : ");");
            if (length + argument.Length > OpText.LongestLine)
                (line, length) = (line + "\n   ", 3);
            (line, length) = (line + argument, length + argument.Length);
        }

        Body.Line(line);
    }

    /// <summary>The table that holds a constant operand, named after the op that reads it.</summary>
    public string Table(Op reader, Op constant, string role)
    {
        string name = Global(constant, reader.Name + "_" + role);
        if (_listed.Add(name))
            _tables.Add(new(name, CTypes.Of(constant.Type.Element), ((Constant)constant).Value));
        return name;
    }

    /// <summary>A table of numbers that are no tensor of the graph.</summary>
    public string Numbers(Op reader, string role, IEnumerable<int> numbers)
    {
        string name = Global((reader, role), reader.Name + "_" + role);
        if (_listed.Add(name))
            _tables.Add(new(name, "uint32_t", Tensor.Of(new Shape(numbers.Count()), [.. numbers])));
        return name;
    }

    /// <summary>How a window slides over an image, as a constant.</summary>
    public string Window(Op reader, Window window, Shape image, Shape result)
    {
        string name = Global((reader, "window"), reader.Name + "_window");
        if (_listed.Add(name))
        {
            _windows.Add(
                $"static const bnn_window_t {name} = {{ {Axis(window.Rows, image[1], result[1])}, {Axis(window.Columns, image[2], result[2])} }};");
            Kernels.Function("window");
        }

        return "&" + name;
    }

    /// <summary>The name of the table of a constant that statements refer to, without what all names begin with; null if none does.</summary>
    public string? TableOf(Constant constant)
    {
        string? name = _names.Find(constant);
        string start = CNames.Snake(prefix) + "_";
        return name?.StartsWith(start, StringComparison.Ordinal) == true ? name.Substring(start.Length) : name;
    }

    /// <summary>
    /// Puts the statements behind those of the steps before, and counts the bytes of the tables that they are the first to refer to.
    /// </summary>
    /// <param name="head">Comments and declarations.</param>
    public void EndStep(string head)
    {
        Layers.Line($"\n{head}{Body.ToString().TrimEnd('\n')}");
        Body = new();
        _constantBytes.Add(_tables.Sum(table => table.Bytes(words)) + (_windows.Count * CFootprint.WindowBytes) - _constantBytes.Sum());
    }

    /// <summary>The pointer to a tensor.</summary>
    public string Local(Buffer buffer) => buffer.Place switch
    {
        BufferPlace.Input => "input",
        BufferPlace.Output => "scores",
        _ => _names.For(buffer, buffer.Name),
    };

    /// <summary>A variable for a value inside a loop.</summary>
    public string Local(Op op) => _names.For(op, op.Name.Length == 0 ? op.Kind.Mnemonic : op.Name);

    /// <summary>The pointer to a kernel's memory to work in.</summary>
    public static string ScratchOf(Step step) => $"(bnn_word_t *)(void *)(arena + {NumberText.Of(step.Scratch!.Value)})";

    private static bool IsNumber(string argument) => argument[0] is '-' or (>= '0' and <= '9');

    private string Global(object key, string wanted) => _names.For(key, prefix + "_" + wanted);

    private static string Axis(WindowAxis axis, int extent, int outputs) =>
        $"{{ {string.Join(", ", ((int[])[extent, outputs, axis.Size, axis.Stride, axis.Before, axis.Dilation]).Select(n => NumberText.Of(n)))} }}";
}
