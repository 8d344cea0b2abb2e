// SPDX-License-Identifier: MIT
namespace BnnCompiler.Tests.Networks;

/// <summary>What becomes of an element x of one image and the element y at the same place of another, by plain float32 arithmetic.</summary>
internal abstract record Expression
{
    /// <summary>The elements themselves.</summary>
    public static readonly Argument X = new(IsY: false), Y = new(IsY: true);

    /// <summary>What it is computed from.</summary>
    public virtual Expression[] Operands => [];

    /// <summary>Whether x or y is in it.</summary>
    public virtual bool Varies => Operands.Any(operand => operand.Varies);

    /// <summary>Whether there are few numbers that it can be, whatever x and y are.</summary>
    public virtual bool TakesFewValues => Operands.All(operand => operand.TakesFewValues);

    /// <summary>Its value, each operation rounded.</summary>
    public abstract float Evaluate(float x, float y, int channel);

    /// <summary>The same of other operands.</summary>
    public virtual Expression Of(Expression[] operands) => this;

    /// <summary>left + right.</summary>
    public static Operation Sum(Expression left, Expression right) => new("add", left, right);

    /// <summary>left - right.</summary>
    public static Operation Difference(Expression left, Expression right) => new("sub", left, right);

    /// <summary>left * right.</summary>
    public static Operation Product(Expression left, Expression right) => new("mul", left, right);

    /// <summary>1 / expression, which tells a zero from a negative one.</summary>
    public static Operation Reciprocal(Expression expression) => new("div", new Numbers(1), expression);

    /// <summary>1 - condition.</summary>
    public static Operation Not(Expression condition) => Difference(new Numbers(1), condition);

    /// <summary>whenTrue where the condition is not 0, else whenFalse.</summary>
    public static Operation Selected(Expression condition, Expression whenTrue, Expression whenFalse) =>
        new("select", condition, whenTrue, whenFalse);

    /// <summary>The nearest number from low to high.</summary>
    public static Stepped Clipped(Expression expression, float low, float high) => new(new("clip", [low], [high], [], []), expression);
}

/// <summary>x or y.</summary>
internal sealed record Argument(bool IsY) : Expression
{
    /// <inheritdoc/>
    public override bool Varies => true;

    /// <inheritdoc/>
    public override bool TakesFewValues => false;

    /// <inheritdoc/>
    public override float Evaluate(float x, float y, int channel) => IsY ? y : x;
}

/// <summary>Constants, repeated over the channels.</summary>
internal sealed record Numbers(params float[] Values) : Expression
{
    /// <inheritdoc/>
    public override float Evaluate(float x, float y, int channel) => Values[channel % Values.Length];
}

/// <summary>A step of a chain.</summary>
internal sealed record Stepped(ChainStep Step, Expression Operand) : Expression
{
    /// <inheritdoc/>
    public override Expression[] Operands => [Operand];

    /// <inheritdoc/>
    public override float Evaluate(float x, float y, int channel) => Step.Apply(Operand.Evaluate(x, y, channel), channel);

    /// <inheritdoc/>
    public override Expression Of(Expression[] operands) => this with { Operand = operands[0] };
}

/// <summary>
/// Arithmetic, a sign, a comparison, which is 1 or 0, or a selection: the second operand where the first is not 0, else the third.
/// </summary>
internal sealed record Operation(string Kind, params Expression[] Parts) : Expression
{
    /// <inheritdoc/>
    public override Expression[] Operands => Parts;

    /// <summary>What becomes of 0 where the operation is a sign.</summary>
    public int SignOfZero => Kind switch { "sign_plus" => 1, "sign_minus" => -1, _ => 0 };

    /// <inheritdoc/>
    public override bool TakesFewValues => Kind switch
    {
        "add" or "sub" or "mul" or "div" => base.TakesFewValues,
        "select" => Parts[1].TakesFewValues && Parts[2].TakesFewValues,
        _ => true,
    };

    /// <inheritdoc/>
    public override float Evaluate(float x, float y, int channel)
    {
        float[] values = [.. Parts.Select(part => part.Evaluate(x, y, channel))];
        return Kind switch
        {
            "add" => values[0] + values[1],
            "sub" => values[0] - values[1],
            "mul" => values[0] * values[1],
            "div" => values[0] / values[1],
            "select" => values[0] != 0f ? values[1] : values[2],
            "sign" or "sign_plus" or "sign_minus" => values[0] > 0f ? 1f : values[0] < 0f ? -1f : SignOfZero,
            _ => Holds(values[0], values[1]) ? 1f : 0f,
        };
    }

    /// <inheritdoc/>
    public override Expression Of(Expression[] operands) => this with { Parts = operands };

    private bool Holds(float left, float right) => Kind switch
    {
        "gt" => left > right,
        "ge" => left >= right,
        "lt" => left < right,
        "le" => left <= right,
        "eq" => left == right,
        "ne" => left != right,
        _ => throw new NotSupportedException(Kind),
    };
}
