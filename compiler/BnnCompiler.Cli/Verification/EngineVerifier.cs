// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Globalization;
using BnnCompiler.Cli.Engines;
using BnnCompiler.Cli.Models;
using BnnCompiler.Cli.Toolchains;
using BnnCompiler.Runtime.Inputs;

namespace BnnCompiler.Cli.Verification;

/// <summary>
/// Compares engines with the interpreter on the network as it was read. A vector width is chosen when a process starts, so each one runs in
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
    private readonly string _folder;
    private readonly string _inputFile;
    private readonly Action<string> _progress;
    private readonly float[] _expected;

    /// <summary>Computes the expected scores; <paramref name="folder"/> takes what the engines exchange.</summary>
    public EngineVerifier(CompiledModel model, ModelOptions options, VerificationInputs inputs, string folder, Action<string> progress, CancellationToken cancellation)
    {
        _model = model;
        _options = options;
        _folder = folder;
        _progress = progress;
        _inputFile = Path.Combine(folder, "inputs.raw");
        File.WriteAllBytes(_inputFile, inputs.Bytes);
        _expected = Interpret(model, inputs, cancellation);
    }

    /// <summary>The generated C# in this program's own runtime.</summary>
    public async Task<ImmutableArray<EngineOutcome>> CSharpAtEveryWidthAsync(CancellationToken cancellation)
    {
        var outcomes = ImmutableArray.CreateBuilder<EngineOutcome>();
        foreach (var (engine, variable) in Widths)
        {
            _progress(engine);
            string scores = Path.Combine(_folder, "scores.npy");
            ImmutableArray<string> arguments = ["run", _options.Path, "--input", _inputFile, "--output", scores, "--quiet", .. ImportArguments()];
            var environment = variable is null ? [] : ImmutableArray.Create((variable, "0"));
            outcomes.Add(Compare(engine, scores, await ThisProgram.RunAsync(arguments, environment, cancellation)));
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
        return Compare(engine, scores, await NativeProgram.RunAsync(built.Files[0], machine.Platform, [_inputFile, "--output", scores], cancellation));
    }

    private static float[] Interpret(CompiledModel model, VerificationInputs inputs, CancellationToken cancellation)
    {
        var interpreter = new InterpreterEngine(model.Imported);
        float[] scores = new float[checked(inputs.Count * model.ClassCount)];
        Parallel.For(0, inputs.Count, new() { CancellationToken = cancellation }, i =>
        {
            var row = scores.AsSpan(i * model.ClassCount, model.ClassCount);
            if (inputs.Element == InputElement.UInt8)
                interpreter.Run(inputs.Pixels(i), row);
            else
                interpreter.Run(inputs.Values(i), row);
        });
        return scores;
    }

    private EngineOutcome Compare(string engine, string scoresFile, string? fault)
    {
        if (fault is not null)
            return new(engine, 0, null, fault);
        var shape = new InputShape(InputElement.Float32, [1, _model.ClassCount]);
        var found = InputFile.Read(scoresFile, shape);
        int differences = 0;
        string? first = null;
        for (int i = 0; i < _expected.Length; i++)
        {
            float score = found.Values(i / _model.ClassCount)[i % _model.ClassCount];
            if (BitConverter.SingleToInt32Bits(score) == BitConverter.SingleToInt32Bits(_expected[i]))
                continue;
            differences++;
            first ??= string.Create(CultureInfo.InvariantCulture,
                $"input {i / _model.ClassCount}, score {i % _model.ClassCount}: expected {_expected[i]:R}, found {score:R}");
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
    }
}
