// SPDX-License-Identifier: MIT
namespace Digits;

/// <summary>A place on the paper, in pixels from the top left corner.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>
/// How one digit is put on paper: its size, place, slant and turn, and how the writer bends it. The whole plane is bent, not each point,
/// so strokes that meet still meet.
/// </summary>
internal sealed class Hand(RandomNumbers random, int side, double scale)
{
    private readonly double _width = random.Between(6.5, 9.5), _height = random.Between(10, 13);
    private readonly double _left = random.Between(-1.2, 1.2), _down = random.Between(-1.2, 1.2);
    private readonly double _slant = random.Between(-0.1, 0.3), _turn = random.Between(-0.12, 0.12);
    private readonly double _bowX = random.Between(-0.4, 0.4), _bowY = random.Between(-0.4, 0.4);
    private readonly double _fanX = random.Between(-0.4, 0.4), _fanY = random.Between(-0.4, 0.4);

    /// <summary>Where a point of a digit's shape, in hundredths of its box, comes to lie.</summary>
    public Point Place((int X, int Y) point)
    {
        double u = (point.X - 50) / 100.0, v = (point.Y - 50) / 100.0;
        double x = _width * (u + (_bowX * v * v) + (_fanX * u * v));
        double y = _height * (v + (_bowY * u * u) + (_fanY * u * v));
        x -= _slant * y;
        return new(
            (side / 2.0) + (scale * (_left + x - (_turn * y))),
            (side / 2.0) + (scale * (_down + y + (_turn * x))));
    }
}
