// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Training.Curves;
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Tests.Curves;

public class CurveCsvTests
{
    private const string Header = "epoch,learning_rate,train_loss,train_error_percent,validation_error_percent,test_error_percent,seconds\n";

    [Fact]
    public void A_curve_is_written_an_epoch_a_line()
    {
        LearningCurve curve = LearningCurve.Empty
            .Append(new EpochRecord(1, 0.003, 0.25, 8.5, 3.5, 3.25, 12.5))
            .Append(new EpochRecord(2, 1e-7, 0.125, 4, null, null, 12));
        Assert.Equal(Header + "1,0.003,0.25,8.5,3.5,3.25,12.5\n2,1E-07,0.125,4,,,12\n", CurveCsv.Write(curve));
    }

    [Fact]
    public void Every_number_is_read_back_exactly()
    {
        LearningCurve curve = LearningCurve.Empty
            .Append(new EpochRecord(1, 0.1 + 0.2, 1.0 / 3, double.NaN, double.Epsilon, double.MaxValue, double.PositiveInfinity))
            .Append(new EpochRecord(int.MaxValue, Math.PI, -0.0, 100, null, 0, 1e-300));
        Assert.Equal(curve, CurveCsv.Read(CurveCsv.Write(curve), "curve.csv"));
    }

    [Fact]
    public void The_culture_of_the_user_does_not_matter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            LearningCurve curve = LearningCurve.Empty.Append(new EpochRecord(1, 0.5, -0.5, 0.5, 0.5, 0.5, 0.5));
            Assert.Equal(Header + "1,0.5,-0.5,0.5,0.5,0.5,0.5\n", CurveCsv.Write(curve));
            Assert.Equal(curve, CurveCsv.Read(CurveCsv.Write(curve), "curve.csv"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void No_epochs_are_a_header() => Assert.Equal(LearningCurve.Empty, CurveCsv.Read(Header, "curve.csv"));

    [Fact]
    public void Lines_may_end_as_on_Windows()
    {
        string text = (Header + "1,1,1,1,,,1\n2,1,1,1,,,1\n").Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(2, CurveCsv.Read(text, "curve.csv").Epochs.Length);
    }

    [Theory]
    [InlineData("", "curve.csv: found no learning curve, expected the header 'epoch,learning_rate,")]
    [InlineData("a,b\n1,2\n", "curve.csv: found no learning curve,")]
    [InlineData(Header + "1,1,1,1,,,1\n2,0.0", "curve.csv(3): found 2 fields, expected 7. The file was cut off or changed;")]
    [InlineData(Header + "x,1,1,1,,,1\n", "curve.csv(2): found epoch 'x', expected a number from 1 on.")]
    [InlineData(Header + "1,1,one,1,,,1\n", "curve.csv(2): found 'one', expected a number such as 0.25.")]
    [InlineData(Header + "1,1,1,1,,,\n", "curve.csv(2): found '', expected a number such as 0.25.")]
    public void What_is_no_curve_is_refused(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<DataException>(() => CurveCsv.Read(text, "curve.csv")).Message, StringComparison.Ordinal);
}
