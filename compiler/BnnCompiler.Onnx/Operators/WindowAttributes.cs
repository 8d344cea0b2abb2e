// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Diagnostics;
using BnnCompiler.IR;
using BnnCompiler.Onnx.Building;
using BnnCompiler.Ops;

namespace BnnCompiler.Onnx.Operators;

/// <summary>How a convolution or a pool slides over one or two spatial axes, with the padding made explicit.</summary>
internal sealed class WindowAttributes
{
    private const int MaxExtent = 1 << 14;

    private readonly NodeImport _node;
    private readonly ImmutableArray<int> _kernel, _strides, _dilations, _pads;
    private readonly string _automatic;

    /// <summary>The attributes of <paramref name="node"/>; <paramref name="kernel"/> has an extent for each spatial axis.</summary>
    public WindowAttributes(NodeImport node, ImmutableArray<long> kernel)
    {
        _node = node;
        int axes = kernel.Length;
        if (axes is not (1 or 2))
            throw node.Unsupported($"the window of {node.OpType} has {NumberText.Of(axes)} axes; one or two are supported");
        _kernel = Checked("kernel_shape", kernel, axes, 1);
        _strides = Checked("strides", node.Ints("strides") ?? Repeated(1, axes), axes, 1);
        _dilations = Checked("dilations", node.Ints("dilations") ?? Repeated(1, axes), axes, 1);
        _pads = Checked("pads", node.Ints("pads") ?? Repeated(0, 2 * axes), 2 * axes, 0);
        _automatic = node.Text("auto_pad", "NOTSET");
        if (_automatic is not ("NOTSET" or "VALID" or "SAME_UPPER" or "SAME_LOWER"))
        {
            throw node.Invalid(
                $"auto_pad of {node.OpType} is '{PrintableText.Escape(_automatic)}'; NOTSET, VALID, SAME_UPPER or SAME_LOWER is expected");
        }

        if (_automatic != "NOTSET" && _pads.Any(pad => pad != 0))
            throw node.Invalid($"{node.OpType} has both pads and auto_pad={_automatic}; one of them is expected");
        CheckTaps(node, axes == 2 ? _kernel[0] : 1, _kernel[^1]);
    }

    /// <summary>
    /// Whether a window that begins in the image but ends behind its padding exists (ceil_mode). With auto_pad it makes no difference: the
    /// numbers of windows that ONNX defines there are the same either way.
    /// </summary>
    public bool RoundsUp { get; init; }

    /// <summary>Refuses a window with more taps than the limit.</summary>
    public static void CheckTaps(NodeImport node, int rows, int columns)
    {
        if (rows > MaxExtent || columns > MaxExtent || (long)rows * columns > node.Limits.KernelTaps)
        {
            throw DiagnosticCatalog.OnnxLimit.Error(node.Origin,
                $"the window of {node.OpType} has {NumberText.Of(rows)} x {NumberText.Of(columns)} taps; "
                + $"at most {NumberText.Of(node.Limits.KernelTaps)}, and {NumberText.Of(MaxExtent)} along an axis, are allowed");
        }
    }

    /// <summary>The window on an image [1, H, W, C]; with one spatial axis it has one row.</summary>
    public Window On(Shape image) => new(RowsOf(image), Axis(_kernel.Length - 1, image[2]));

    /// <summary>
    /// By how many elements an average is divided, for each row and each column of the result: those of the image and, if
    /// <paramref name="includesPadding"/>, those of its padding, but never those that rounding up adds behind it.
    /// </summary>
    public (ImmutableArray<int> Rows, ImmutableArray<int> Columns) Counts(Shape image, bool includesPadding)
    {
        var window = On(image);
        int rows = _kernel.Length == 2 ? 0 : -1, columns = _kernel.Length - 1;
        return (Counts(window.Rows, image[1], rows, includesPadding), Counts(window.Columns, image[2], columns, includesPadding));
    }

    private static ImmutableArray<long> Repeated(long value, int count) => [.. Enumerable.Repeat(value, count)];

    private ImmutableArray<int> Checked(string name, ImmutableArray<long> values, int count, int least)
    {
        if (values.Length != count)
            throw _node.Invalid($"{name} of {_node.OpType} has {NumberText.Of(values.Length)} numbers; {NumberText.Of(count)} are expected");
        foreach (long value in values)
        {
            if (value < least || value > MaxExtent)
            {
                throw _node.Unsupported(
                    $"{name} of {_node.OpType} contains {NumberText.Of(value)}; "
                    + $"numbers from {NumberText.Of(least)} to {NumberText.Of(MaxExtent)} are supported");
            }
        }

        return [.. values.Select(value => (int)value)];
    }

    private WindowAxis RowsOf(Shape image) => _kernel.Length == 2 ? Axis(0, image[1]) : new(1, 1, 0, 0, 1);

    private WindowAxis Axis(int axis, int extent)
    {
        var window = Given(axis, extent);
        if (RoundsUp && _automatic == "NOTSET")
            window = RoundedUp(window, extent);
        _node.Context.Constants.BookWindow((long)window.Outputs(extent) * window.Size, _node.Origin);
        return window;
    }

    // SAME has as many outputs as strides begin in the axis; an odd padding has its greater half behind (UPPER) or in front (LOWER).
    private WindowAxis Given(int axis, int extent)
    {
        var plain = new WindowAxis(_kernel[axis], _strides[axis], _pads[axis], _pads[axis + _kernel.Length], _dilations[axis]);
        if (_automatic is "NOTSET" or "VALID")
            return plain;
        long outputs = (extent + plain.Stride - 1L) / plain.Stride;
        int total = Padding(((outputs - 1) * plain.Stride) + plain.Span - extent), less = total / 2, more = total - less;
        return _automatic == "SAME_UPPER" ? plain with { Before = less, After = more } : plain with { Before = more, After = less };
    }

    // No padding where the windows end before the axis does.
    private int Padding(long pixels) => pixels <= MaxExtent ? (int)Math.Max(0, pixels) : throw _node.Unsupported(
        $"{_node.OpType} pads by {NumberText.Of(pixels)}; at most {NumberText.Of(MaxExtent)} is supported");

    /// <summary>
    /// The axis with as much padding behind as its last window needs. That is the one which begins less than a stride behind the last
    /// place where it would fit, the first one even if none fits, but not if it would begin behind the axis and the padding before it.
    /// </summary>
    private WindowAxis RoundedUp(WindowAxis axis, int extent)
    {
        long end = (long)axis.Before + extent, room = end + axis.After - axis.Span;
        if (room <= -axis.Stride)
            return axis;
        long last = (room + axis.Stride - 1) / axis.Stride;
        if (last * axis.Stride >= end)
            last--;
        bool isRoundedDown = room >= 0 && last == room / axis.Stride;
        return isRoundedDown ? axis : axis with { After = Padding((last * axis.Stride) + axis.Span - end) };
    }

    private ImmutableArray<int> Counts(WindowAxis window, int extent, int axis, bool includesPadding)
    {
        int before = includesPadding ? window.Before : 0;
        int after = !includesPadding || axis < 0 ? 0 : _automatic == "NOTSET" ? _pads[axis + _kernel.Length] : window.After;
        return
        [
            .. Enumerable.Range(0, window.Outputs(extent)).Select(output => Enumerable.Range(0, window.Size)
                .Select(tap => window.Position(output, tap)).Count(place => place >= -before && place < extent + after)),
        ];
    }
}
