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

    /// <summary>The statements.</summary>
    public CodeWriter Body { get; } = new();

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

    /// <summary>Writes the call of a kernel, in several lines where one would be long.</summary>
    public void Call(string kernel, params string[] arguments)
    {
        const int LongestLine = 130;
        string function = Kernels.Function(kernel), list = string.Join(", ", arguments);
        Body.Line(function.Length + list.Length <= LongestLine ? $"{function}({list});" : $"{function}(\n    {list});");
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
            _windows.Add($"static const bnn_window_t {name} = {{ {Axis(window.Rows, image[1], result[1])}, {Axis(window.Columns, image[2], result[2])} }};");
            Kernels.Function("window");
        }

        return "&" + name;
    }

    /// <summary>Counts what the step whose statements are written has added.</summary>
    public void EndStep() =>
        _constantBytes.Add(_tables.Sum(table => table.Bytes(words)) + (_windows.Count * CFootprint.WindowBytes) - _constantBytes.Sum());

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

    private string Global(object key, string wanted) => _names.For(key, prefix + "_" + wanted);

    private static string Axis(WindowAxis axis, int extent, int outputs) =>
        $"{{ {string.Join(", ", new[] { extent, outputs, axis.Size, axis.Stride, axis.Before, axis.Dilation }.Select(number => NumberText.Of(number)))} }}";
}
