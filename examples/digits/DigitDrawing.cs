// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>
/// Draws one digit as a square of gray pixels, white ink (255) on black (0), row by row. Only +, -, *, / and
/// square root are used: IEEE 754 fixes their results to the last bit, which it does not do for sine or logarithm.
/// </summary>
/// <param name="side">Width and height of an image in pixels.</param>
/// <param name="scale">How large digits and pen are, next to those of an image of 16 x 16.</param>
internal sealed class DigitDrawing(int side, double scale)
{
    private const int StepsPerSpan = 6;

    /// <summary>The images that the example's own network reads.</summary>
    public static DigitDrawing Small { get; } = new(16, 1);

    /// <summary>Images of MNIST's size, with digits of the size that they have there: up to 20 pixels high.</summary>
    public static DigitDrawing LikeMnist { get; } = new(28, 20 / 13.0);

    /// <summary>Width and height of an image in pixels.</summary>
    public int Side { get; } = side;

    /// <summary>Draws <paramref name="digit"/> (0 to 9) in a random hand.</summary>
    public byte[] Draw(int digit, RandomNumbers random)
    {
        var hand = new Hand(random, Side, scale);
        double halfWidth = scale * random.Between(0.55, 1.15);
        double[] ink = new double[Side * Side];
        foreach (var stroke in DigitShapes.Of(digit, random))
        {
            var path = Path([.. stroke.Select(hand.Place)]);
            for (int i = 1; i < path.Count; i++)
                DrawLine(ink, path[i - 1], path[i], halfWidth);
        }

        return Expose(ink, random);
    }

    // The Catmull-Rom spline: it passes through every point, and two points alone make a straight line.
    private static List<Point> Path(Point[] points)
    {
        var path = new List<Point> { points[0] };
        for (int i = 1; i < points.Length; i++)
        {
            Point before = points[Math.Max(i - 2, 0)], from = points[i - 1];
            Point to = points[i], after = points[Math.Min(i + 1, points.Length - 1)];
            for (int step = 1; step <= StepsPerSpan; step++)
            {
                double t = (double)step / StepsPerSpan;
                path.Add(new(
                    Spline(before.X, from.X, to.X, after.X, t),
                    Spline(before.Y, from.Y, to.Y, after.Y, t)));
            }
        }

        return path;
    }

    private static double Spline(double before, double from, double to, double after, double t) =>
        0.5 * ((2 * from)
            + (t * ((to - before)
            + (t * (((2 * before) - (5 * from) + (4 * to) - after)
            + (t * ((3 * from) - before - (3 * to) + after)))))));

    // A pixel is covered as far as the pen's edge reaches into it; where lines overlap, the better covering one counts.
    private void DrawLine(double[] ink, Point from, Point to, double halfWidth)
    {
        double reach = halfWidth + 1;
        int left = Pixel(Math.Min(from.X, to.X) - reach), right = Pixel(Math.Max(from.X, to.X) + reach);
        int top = Pixel(Math.Min(from.Y, to.Y) - reach), bottom = Pixel(Math.Max(from.Y, to.Y) + reach);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                double distance = Distance(new(x + 0.5, y + 0.5), from, to);
                double cover = Math.Clamp(halfWidth + 0.5 - distance, 0, 1);
                ink[(y * Side) + x] = Math.Max(ink[(y * Side) + x], cover);
            }
        }
    }

    private int Pixel(double position) => (int)Math.Clamp(position, 0, Side - 1);

    private static double Distance(Point point, Point from, Point to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, length = (dx * dx) + (dy * dy);
        double along = length == 0 ? 0 : Math.Clamp((((point.X - from.X) * dx) + ((point.Y - from.Y) * dy)) / length, 0, 1);
        double x = point.X - from.X - (along * dx), y = point.Y - from.Y - (along * dy);
        return Math.Sqrt((x * x) + (y * y));
    }

    // The ink is a little uneven, and one pixel in a hundred is dust of any brightness.
    private static byte[] Expose(double[] ink, RandomNumbers random)
    {
        double brightness = random.Between(190, 255);
        byte[] pixels = new byte[ink.Length];
        for (int i = 0; i < ink.Length; i++)
        {
            double gray = random.Below(100) == 0 ? random.Between(0, 255) : ink[i] * (brightness + random.Between(-40, 40));
            pixels[i] = (byte)Math.Clamp(gray, 0, 255);
        }

        return pixels;
    }
}
