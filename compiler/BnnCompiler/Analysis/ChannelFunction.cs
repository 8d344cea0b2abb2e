// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using BnnCompiler.Interpreter;
using BnnCompiler.IR;
using BnnCompiler.Ops;

namespace BnnCompiler.Analysis;

/// <summary>
/// A region of pointwise ops that read one tensor: for each element, a function of one number. Being functions of one number, such
/// regions need no pattern matching: they can be evaluated wherever the number can be. Elements follow rules: element i follows rule i mod
/// <see cref="Rules"/>, so that there is one rule for all, one for each channel, or one for each element.
/// </summary>
internal sealed class ChannelFunction
{
    /// <summary>A shortcut adds two tensors of codes, each as integers times a factor.</summary>
    private const int DeepestSum = 4;

    private readonly ImmutableArray<Op> _steps;
    private readonly Dictionary<Op, int> _position = [];

    // By channel: the signs of a large filter are not counted again for each pixel.
    private readonly Dictionary<int, IntegerRange?> _ranges = [];

    private readonly Dictionary<Op, ImmutableArray<double>?> _fewValues = [];

    private ChannelFunction(Op root, ImmutableArray<Op> steps)
    {
        Root = root;
        _steps = steps;
        _position[root] = 0;
        foreach (var step in steps)
            _position[step] = _position.Count;
        IsUniform = HasOneRange(root) && steps.All(HasOneRule);
        bool dependsOnPosition = steps.Any(VariesByPosition);
        Rules = IsUniform ? 1 : dependsOnPosition ? root.Type.Shape.ElementCount : root.Type.Shape.Channels;
        Representatives = dependsOnPosition ? PositionClasses.Of(root.Type.Shape, PositionConstants()) : [.. Enumerable.Range(0, Rules)];
    }

    /// <summary>The tensor the function reads.</summary>
    public Op Root { get; }

    /// <summary>The op that is the function's value.</summary>
    public Op Result => _steps[_steps.Length - 1];

    /// <summary>The ops, each after its operands.</summary>
    public ImmutableArray<Op> Steps => _steps;

    /// <summary>Whether all elements have the same function on the same range; it is then enough to look at element 0.</summary>
    public bool IsUniform { get; }

    /// <summary>1, the number of channels, or the number of elements.</summary>
    public int Rules { get; }

    /// <summary>For each rule the first one with the same function: only these have to be looked at.</summary>
    public ImmutableArray<int> Representatives { get; }

    /// <summary>
    /// The function that <paramref name="result"/> is of the only tensor its region reads; null if the region reads several, or changes the
    /// shape.
    /// </summary>
    public static ChannelFunction? Of(Op result, int maxDepth = int.MaxValue) => Of(result, PointwiseRegion.EndingIn(result, maxDepth));

    /// <summary>The function that <paramref name="result"/> is of the bits or codes that a threshold or quantizer made.</summary>
    public static ChannelFunction? OfCodes(Op result) => Of(result, PointwiseRegion.EndingIn(result, throughThresholds: false));

    private static ChannelFunction? Of(Op result, PointwiseRegion? region)
    {
        if (region is null || region.Steps.IsEmpty || region.Leaves.Length != 1)
            return null;
        var root = region.Leaves[0];
        return region.Steps.All(step => step.Type.Shape == root.Type.Shape && step is not Threshold { Input: Constant })
            ? new(root, region.Steps)
            : null;
    }

    /// <summary>
    /// The function of another tensor, of as many channels; constants that differ by position stand in the way of another shape. Those of one element
    /// are of one axis then, so that they do not give the tensor more axes than it has.
    /// </summary>
    public Op On(Op root)
    {
        var moved = new Dictionary<Op, Op> { [Root] = root };
        Op Fitting(Op operand) => operand is Constant { Type.Shape: { ElementCount: 1 } shape } constant && shape.Rank > root.Type.Shape.Rank
            ? new Constant(constant.Value.Reshape(new(1))).NamedAs(constant)
            : operand;
        foreach (var step in _steps)
        {
            ImmutableArray<Op> operands = [.. step.Operands.Select(operand => moved.TryGetValue(operand, out var done) ? done : Fitting(operand))];
            moved[step] = step.WithOperands(operands).NamedAs(step);
        }

        return moved[Result];
    }

    /// <summary>Whether the function can be one of a tensor with another number of channels: a batch norm has a constant for each.</summary>
    public bool FitsOtherChannels => IsUniform && !_steps.Any(step => step is BatchNorm);

    /// <summary>The integers the function is given at <paramref name="element"/>; null if its root is not known to be of finite range.</summary>
    public IntegerRange? Range(int element)
    {
        int channel = element % Root.Type.Shape.Channels;
        if (!_ranges.TryGetValue(channel, out var range))
            _ranges[channel] = range = IntegerRange.Of(Root, channel);
        return range;
    }

    /// <summary>
    /// What <paramref name="find"/> finds of each rule, once for those with the same function; null as soon as it finds nothing for one.
    /// </summary>
    public T[]? ForEachRule<T>(Func<int, T?> find)
        where T : class
    {
        var found = new T[Rules];
        for (int i = 0; i < found.Length; i++)
        {
            if ((Representatives[i] < i ? found[Representatives[i]] : find(i)) is not { } rule)
                return null;
            found[i] = rule;
        }

        return found;
    }

    /// <summary>The few values that the root or a step can take; null if there are none, or too many.</summary>
    public ImmutableArray<double>? FewValuesOf(Op op)
    {
        if (!_fewValues.TryGetValue(op, out var values))
            _fewValues[op] = values = FewValues.Of(op);
        return values;
    }

    /// <summary>
    /// The values of the function at <paramref name="arguments"/> for <paramref name="element"/>; bits count as +1 and -1.
    /// Also says whether any step gave NaN on the way.
    /// </summary>
    public (double[] Values, bool HasNaN) Evaluate(int element, double[] arguments, Arithmetic arithmetic = Arithmetic.Normative)
    {
        double[][] values = EvaluateSteps(element, arguments, arithmetic);
        return (values[values.Length - 1], values.Skip(1).Any(results => results.Any(double.IsNaN)));
    }

    /// <summary>The values of the root and of each step, by position.</summary>
    private double[][] EvaluateSteps(int element, double[] arguments, Arithmetic arithmetic)
    {
        double[][] values = new double[_position.Count][];
        values[0] = arguments;
        foreach (var step in _steps)
            values[_position[step]] = EvaluateStep(step, element, values, arithmetic);
        return values;
    }

    /// <summary>
    /// Whether every comparison, selection, sign and rounding decides in float64 as in float32, at each of <paramref name="arguments"/>; what is read
    /// off the float64 values, up to rounding, is then true of the float32 ones.
    /// </summary>
    public bool DecidesAlikeInFloat64(int element, double[] arguments)
    {
        double[][] normative = EvaluateSteps(element, arguments, Arithmetic.Normative);
        double[][] exact = EvaluateSteps(element, arguments, Arithmetic.Float64);
        return _steps.All(step => step switch
        {
            Compare or Round or Sign or Threshold => Same(step, (left, right) => left == right),
            Select when _position.ContainsKey(step.Operands[0]) => Same(step.Operands[0], (left, right) => left == 0 == (right == 0)),
            _ => true,
        });

        bool Same(Op op, Func<double, double, bool> areSame) =>
            normative[_position[op]].Zip(exact[_position[op]], areSame).All(same => same);
    }

    /// <summary>The value of an operand of <paramref name="step"/> that is constant at an element; null if it varies with the root.</summary>
    public static double? ConstantOperand(Op step, int operand, int element)
    {
        if (step is not PointwiseOp pointwise || step.Operands[operand] is not Constant constant)
            return null;
        return constant.Value[pointwise.OperandIndex(operand, element)];
    }

    private double[] EvaluateStep(Op step, int element, double[][] values, Arithmetic arithmetic)
    {
        double[] results = new double[values[0].Length];
        if (step is Threshold threshold)
        {
            double[] input = values[_position[threshold.Input]];
            for (int i = 0; i < results.Length; i++)
                results[i] = threshold.Fires(input[i], element) ? 1 : -1;
            return results;
        }

        double[] operands = new double[step.Operands.Length];
        double[]?[] varying = new double[]?[step.Operands.Length];
        for (int k = 0; k < operands.Length; k++)
        {
            if (ConstantOperand(step, k, element) is { } constant)
                operands[k] = constant;
            else
                varying[k] = values[_position[step.Operands[k]]];
        }

        for (int i = 0; i < results.Length; i++)
        {
            for (int k = 0; k < operands.Length; k++)
            {
                if (varying[k] is { } column)
                    operands[k] = column[i];
            }

            results[i] = PointwiseSemantics.Apply(step, operands, arithmetic);
        }

        return results;
    }

    /// <summary>
    /// Whether all channels are known to have the same range: that of sums over pixels, and over bits that are read several times, depends on the
    /// signs of a channel. Sums are followed to a fixed depth, as how many there are is the model's choice.
    /// </summary>
    private static bool HasOneRange(Op root, int depth = 0) => root switch
    {
        { Type.Element: not ElementType.Int32 } => true,
        BinaryDense dense => !RepeatedInputs.Has(dense.Input),
        SumPool or Reshape or Multiply { Right: Constant { Type.Shape.ElementCount: 1 } } =>
            depth < DeepestSum && HasOneRange(root.Operands[0], depth + 1),
        Add { Left: not Constant, Right: not Constant } =>
            depth < DeepestSum && root.Operands.All(term => HasOneRange(term, depth + 1)),
        _ => false,
    };

    private static bool HasOneRule(Op step) => step switch
    {
        Threshold threshold => threshold.Rules == 1,
        _ => step.Operands.All(operand => operand is not Constant || operand.Type.Shape.ElementCount == 1),
    };

    /// <summary>Whether elements of one channel have different constants.</summary>
    private static bool VariesByPosition(Op step) => step switch
    {
        Threshold threshold => threshold.Rules > step.Type.Shape.Channels,
        PointwiseOp pointwise => Enumerable.Range(0, step.Operands.Length).Any(k => VariesByPosition(pointwise, k)),
        _ => false,
    };

    private static bool VariesByPosition(PointwiseOp step, int operand) =>
        operand < step.FirstPerChannelOperand && step.Operands[operand] is Constant { Type.Shape: var shape } && shape.ElementCount > shape.Last;

    /// <summary>What differs between the positions of one channel, each as a number by element.</summary>
    private IEnumerable<Func<int, double>> PositionConstants()
    {
        foreach (var step in _steps.Where(VariesByPosition))
        {
            if (step is Threshold threshold)
            {
                for (int row = 0; row < threshold.Limits.Type.Shape[0]; row++)
                {
                    int first = row * threshold.Rules;
                    yield return element => threshold.Limits.Value[first + element];
                }

                yield return element => threshold.Flips.Value[element];
                continue;
            }

            var pointwise = (PointwiseOp)step;
            for (int k = 0; k < step.Operands.Length; k++)
            {
                int operand = k;
                if (VariesByPosition(pointwise, operand))
                    yield return element => ((Constant)pointwise.Operands[operand]).Value[pointwise.OperandIndex(operand, element)];
            }
        }
    }
}
