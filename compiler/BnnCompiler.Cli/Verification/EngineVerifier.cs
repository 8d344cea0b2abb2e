// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using BnnCompiler.Cli.Engines;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Targets;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Runtime.Inputs;
using BnnCompiler.Targets.C;

namespace BnnCompiler.Cli.Verification;

/// <summary>
/// Compares engines with the interpreter on the network in bits and integers. A vector width is chosen when a process starts, so each one runs in
/// a process of its own that is told by the environment what it may use.
/// </summary>
internal sealed class EngineVerifier
{
    private static readonly ImmutableArray<(string Engine, string? Variable)> Widths =
    [
        ("C#, all that the processor has", null),
        ("C#, no vectors of 512 bits", "DOTNET_EnableAVX512"),
        ("C#, no vectors of 256 bits", "DOTNET_EnableAVX2"),
        ("C#, no vector instructions", "DOTNET_EnableHWIntrinsic"),
    ];

    private readonly CompiledModel _model;
    private readonly ModelOptions _options;
    private readonly VerificationInputs _inputs;
    private readonly string _folder;
    private readonly string _inputFile;
    private readonly Action<string> _progress;
    private readonly float[] _expected;

    /// <summary>Computes the expected scores; <paramref name="folder"/> takes what the engines exchange.</summary>
    public EngineVerifier(CompiledModel model, ModelOptions options, VerificationInputs inputs, string folder, Action<string> progress)
    {
        _model = model;
        _options = options;
        _inputs = inputs;
        _folder = folder;
        _progress = progress;
        _inputFile = Path.Combine(folder, "inputs.raw");
        File.WriteAllBytes(_inputFile, inputs.Bytes);
        _expected = new float[checked(inputs.Count * model.ClassCount)];
    }

    /// <summary>Computes the scores that all others are compared with.</summary>
    public void ComputeReference(CancellationToken cancellation) => Interpret(_model.Binarized, _expected, cancellation);

    /// <summary>The network as it was read, in float32, untouched by any pass.</summary>
    public EngineOutcome AsRead(CancellationToken cancellation)
    {
        const string Engine = "interpreter, the file's float32 ops";
        _progress(Engine);
        float[] scores = new float[_expected.Length];
        Interpret(_model.Imported, scores, cancellation);
        return Compare(Engine, scores) with { MayDiffer = !_model.EqualsItsFile };
    }

    /// <summary>The generated C# in this program's own runtime.</summary>
    public async Task<ImmutableArray<EngineOutcome>> CSharpAtEveryWidthAsync(CancellationToken cancellation)
    {
        var outcomes = ImmutableArray.CreateBuilder<EngineOutcome>();
        foreach (var (engine, variable) in Widths)
        {
            _progress(engine);
            string scores = Path.Combine(_folder, "scores.npy");
            ImmutableArray<string> arguments =
                ["run", _options.Path, "--input", _inputFile, "--output", scores, "--quiet", "--no-self-check", .. ImportArguments()];
            var environment = variable is null ? [] : ImmutableArray.Create((variable, "0"));
            outcomes.Add(Compare(engine, scores, await ThisProgram.RunAsync(arguments, environment, cancellation)));
        }

        return outcomes.ToImmutable();
    }

    /// <summary>The generated C, for words of every size, as this computer's compiler translates it.</summary>
    public ImmutableArray<EngineOutcome> C(CancellationToken cancellation)
    {
        var outcomes = ImmutableArray.CreateBuilder<EngineOutcome>();
        foreach (string cpu in (string[])[CArguments.ThisMachine, "generic", "generic-32", "generic-8"])
        {
            cancellation.ThrowIfCancellationRequested();
            string name = $"C, {cpu}";
            _progress(name);
            try
            {
                using var engine = CEngine.Of(_model.ToC(new("network", CMachine.Find(cpu)!)));
                float[] scores = new float[_expected.Length];
                for (int i = 0; i < _inputs.Count; i++)
                    Run(engine, i, scores);

                outcomes.Add(Compare(name, scores));
            }
            catch (DiagnosticException exception)
            {
                outcomes.Add(new(name, 0, null, exception.Diagnostic.Message));
            }
        }

        return outcomes.ToImmutable();
    }

    /// <summary>The native executable.</summary>
    public async Task<EngineOutcome> NativeAsync(TargetMachine machine, CancellationToken cancellation)
    {
        string engine = machine.Platform == NativePlatform.LinuxArm64 ? "native, linux-arm64" : "native, linux-x64";
        var request = NativeBuild.Request(_model, "network", NativeKind.Exe, machine, _folder);
        var built = await new NativeAotToolchain(_progress).BuildAsync(request, cancellation);
        if (built.Fault is { } fault)
            return new(engine, 0, null, fault);
        _progress(engine);
        string scores = Path.Combine(_folder, "native.npy");
        return Compare(
            engine, scores, await NativeProgram.RunAsync(built.Files[0], machine.Platform, [_inputFile, "--output", scores], cancellation));
    }

    private void Interpret(Graph graph, float[] scores, CancellationToken cancellation)
    {
        var interpreter = new InterpreterEngine(graph);
        Parallel.For(0, _inputs.Count, new() { CancellationToken = cancellation }, i => Run(interpreter, i, scores));
    }

    /// <summary>Computes the scores of one input, in its place among all.</summary>
    private void Run(IEngine engine, int input, float[] scores)
    {
        var row = scores.AsSpan(input * _model.ClassCount, _model.ClassCount);
        if (_inputs.Element == InputElement.UInt8)
            engine.Run(_inputs.Pixels(input), row);
        else
            engine.Run(_inputs.Values(input), row);
    }

    private EngineOutcome Compare(string engine, string scoresFile, string? fault)
    {
        if (fault is not null)
            return new(engine, 0, null, fault);
        var found = InputFile.Read(scoresFile, new(InputElement.Float32, [1, _model.ClassCount]));
        return Compare(engine, [.. Enumerable.Range(0, found.Count).SelectMany(i => found.Values(i).ToArray())]);
    }

    private EngineOutcome Compare(string engine, float[] found)
    {
        int differences = 0;
        string? first = null;
        for (int i = 0; i < _expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(found[i]) == BitConverter.SingleToInt32Bits(_expected[i]))
                continue;
            differences++;
            first ??= string.Create(CultureInfo.InvariantCulture,
                $"input {i / _model.ClassCount}, score {i % _model.ClassCount}: expected {_expected[i]:R}, found {found[i]:R}");
        }

        return new(engine, differences, first, null);
    }

    private IEnumerable<string> ImportArguments()
    {
        if (_options.Import.InputScale is { } scale)
            yield return $"--input-scale={scale}";
        yield return "--sign-zero=" + _options.Import.SignZero.ToString().ToLowerInvariant();
        if (_options.Import.DropSoftmax)
            yield return "--drop-softmax";
        if (_options.Architecture is { } architecture)
            yield return $"--arch={architecture}";
    }
}
