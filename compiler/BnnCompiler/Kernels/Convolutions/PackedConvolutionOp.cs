// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Kernels.Xnor;
using BnnCompiler.Ops;

namespace BnnCompiler.Kernels.Convolutions;

/// <summary>A convolution whose weights lie as its kernel reads them, so that the window stands in the attributes.</summary>
internal abstract class PackedConvolutionOp : KernelOp
{
    private protected PackedConvolutionOp(OpKind kind, ElementType element, PackedConvolution form, params ImmutableArray<Op> constants)
        : base(kind, new(element, form.Result), [form.Input, .. constants]) => Form = form;

    /// <summary>Image, window, outputs, groups.</summary>
    public PackedConvolution Form { get; }

    /// <summary>[1, H, W, C].</summary>
    public Op Input => Operands[0];

    /// <summary>In the layout of the kernel.</summary>
    public Constant Weights => (Constant)Operands[1];

    /// <inheritdoc/>
    public override Constant? WeightTable => Weights;

    /// <inheritdoc/>
    public override int FanIn => Form.Window.Taps * Form.GroupChannels;

    /// <inheritdoc/>
    public override int Outputs => Form.Outputs;

    /// <inheritdoc/>
    public override ImmutableArray<OpAttribute> Attributes =>
        [OpAttribute.Of("outputs", Form.Outputs), .. Form.Window.Attributes(withKernel: true), OpAttribute.Of("groups", Form.Groups)];

    /// <summary>Weights interleaved by eight: the words of every tap, one after the other.</summary>
    private protected static Shape InterleavedShape(PackedConvolution form) =>
        InterleavedWeights.ShapeOf(form.Outputs, new(form.Window.Taps, form.Input.Type.Shape.Channels));

    /// <summary>The least work of sums of numbers: so many operations for each term and eight outputs.</summary>
    private protected KernelWork WorkOfSums(int operationsPerTerm) =>
        new(Form.MetTaps * Form.GroupChannels * Form.Outputs / KernelWork.NumbersInRegister * operationsPerTerm, KernelWork.ConstantBytes(this));

    /// <summary>The call of a C# kernel that sums numbers, in groups or not.</summary>
    private protected KernelCall CallOfSumsInCSharp(string kernel) =>
        new(kernel, CallArgument.Of(Form.Window), CallArgument.Of("weights", Weights), CallArgument.Of("groups", Form.Groups));

    /// <summary>The call of a C kernel that sums numbers, in groups or not.</summary>
    private protected KernelCall CallOfSumsInC(string kernel) => new(
        kernel,
        CallArgument.Of("groups", Form.Groups),
        CallArgument.Of("group_channels", Form.GroupChannels),
        CallArgument.Of(Form.Window),
        CallArgument.Of("weights", Weights),
        CallArgument.Of("outputs", Form.GroupOutputs));

    /// <summary>The value of a convolution whose sums are asked for.</summary>
    private protected Tensor Sums(ConvolutionInterpreter.Summation sum) =>
        ConvolutionInterpreter.Sums(this, Input.Type.Shape, Form.Window, (_, output, taps) => sum(output, taps));
}

/// <summary>What a packed convolution works on.</summary>
/// <param name="Input">The image.</param>
/// <param name="Window">How the weights slide.</param>
/// <param name="Outputs">M, without padding.</param>
/// <param name="Groups">1, or how many groups channels and outputs are split into.</param>
internal sealed record PackedConvolution(Op Input, Window Window, int Outputs, int Groups)
{
    /// <summary>That of a convolution, on <paramref name="input"/>.</summary>
    public static PackedConvolution Of(ConvolutionOp conv, Op input) => new(input, conv.Window, conv.Outputs, conv.Groups);

    /// <summary>[1, OH, OW, M].</summary>
    public Shape Result => Window.Result(Input.Image("input"), Outputs);

    /// <summary>Channels of one group.</summary>
    public int GroupChannels => Input.Type.Shape.Channels / Groups;

    /// <summary>Outputs of one group.</summary>
    public int GroupOutputs => Outputs / Groups;

    /// <summary>The shape of weights that lie row by row: one row for each group, tap and channel, with the outputs of the group.</summary>
    public Shape RowShape => new(Groups * Window.Taps * GroupChannels, GroupOutputs);

    /// <summary>Taps that meet a pixel of the image, over all pixels of the result.</summary>
    public double MetTaps
    {
        get
        {
            var image = Input.Type.Shape;
            return Met(Window.Rows, image[1]) * Met(Window.Columns, image[2]);

            static double Met(WindowAxis axis, int extent) =>
                Enumerable.Range(0, axis.Outputs(extent)).Sum(output => (double)axis.ValidRange(output, extent).Count);
        }
    }

    /// <summary>This, for a kernel that knows no groups.</summary>
    public PackedConvolution InOneGroup() => Groups == 1
        ? this
        : throw new InvalidOpException($"{NumberText.Of(Groups)} groups; expected one");

    /// <summary>From the text form.</summary>
    public static PackedConvolution Parse(OpArguments arguments)
    {
        int outputs = arguments.Int("outputs"), groups = arguments.Int("groups"), channels = arguments[0].Image("input")[3];
        return groups >= 1 && outputs >= 1 && channels % groups == 0 && outputs % groups == 0
            ? new(arguments[0], Window.Parse(arguments), outputs, groups)
            : throw new InvalidOpException(
                $"{NumberText.Of(channels)} channels and {NumberText.Of(outputs)} outputs do not split into {NumberText.Of(groups)} groups");
    }
}
