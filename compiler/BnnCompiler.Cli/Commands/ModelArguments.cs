// SPDX-License-Identifier: MIT
using System.CommandLine;
using BnnCompiler.BinaryNet;
using BnnCompiler.Cli.Models;
using BnnCompiler.Kernels.Catalogs;
using BnnCompiler.Onnx;

namespace BnnCompiler.Cli.Commands;

/// <summary>The model argument and the options that every command reading a model has.</summary>
internal sealed class ModelArguments
{
    private readonly Argument<string> _model = new("MODEL")
    {
        Description = "The trained network: .onnx (ONNX or QONNX), .bnn, or .npz (BinaryNet, with --arch), known by content.",
    };

    private readonly Option<string?> _inputScale = new("--input-scale")
    {
        Description = "The model's float input is made from uint8 pixels by this factor: 1/255 divides in float32, 0.5 multiplies, 1 converts.",
        HelpName = "a/b",
    };

    private readonly Option<string> _signZero = new("--sign-zero")
    {
        Description = "What an ONNX Sign makes of zero. ONNX itself says 0, a third value; most training code means +1.",
        DefaultValueFactory = _ => "source",
    };

    private readonly Option<bool> _dropSoftmax = new("--drop-softmax")
    {
        Description = "Leave out a Softmax at the end: the scores are then logits, the class is the same.",
    };

    private readonly Option<string?> _architecture = new("--arch")
    {
        Description = "What an .npz file holds the parameters of: mlp:784-4096-4096-4096-10 (inputs, neurons of each layer), "
            + "or conv:3x32x32-128C3-128C3-MP2-1024-10 (channels x height x width, 128 filters of 3x3, a max-pool of 2x2, neurons).",
        HelpName = "LAYERS",
    };

    private readonly Option<string> _kernels = new("--kernels")
    {
        Description = "The kernels of C#: auto (for each layer the one that a cost model takes to be the fastest), or one wherever it can be: "
            + "xnor (XNOR and population count), rows (bit-sliced, adds the weights of active inputs), "
            + "pixels (bit-sliced convolutions whose lanes are pixels). The scores are the same.",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<bool> _noSelfCheck = new("--no-self-check")
    {
        Description = "Leave out the comparison of the compiled network with the file's own float32 ops on 2 to 36 inputs.",
    };

    /// <summary>The kernels of C#.</summary>
    public Option<string> Kernels => _kernels;

    /// <summary>Adds the argument and options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="choosesKernels">Whether the command compiles the model, so that its user can choose kernels.</param>
    public ModelArguments(Command command, bool choosesKernels = false)
    {
        _signZero.AcceptOnlyFromAmong("source", "plus", "minus");
        command.Arguments.Add(_model);
        command.Options.Add(_inputScale);
        command.Options.Add(_signZero);
        command.Options.Add(_dropSoftmax);
        command.Options.Add(_architecture);
        if (!choosesKernels)
            return;
        _kernels.AcceptOnlyFromAmong([.. CSharpKernels.All.Select(kernels => kernels.Name)]);
        command.Options.Add(_kernels);
        command.Options.Add(_noSelfCheck);
    }

    /// <summary>What the user asked for.</summary>
    public ModelOptions Parse(ParseResult result) => new(result.GetRequiredValue(_model), new()
    {
        InputScale = result.GetValue(_inputScale),
        SignZero = result.GetValue(_signZero) switch
        {
            "plus" => SignOfZero.Plus,
            "minus" => SignOfZero.Minus,
            _ => SignOfZero.Source,
        },
        DropSoftmax = result.GetValue(_dropSoftmax),
    }, result.GetValue(_architecture) is { } text ? Architecture.Parse(text) : null)
    {
        Kernels = result.GetResult(_kernels) is null
            ? CSharpKernels.Fastest
            : CSharpKernels.All.Single(kernels => kernels.Name == result.GetValue(_kernels)),
        ChecksItself = !result.GetValue(_noSelfCheck),
    };
}
