// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using BnnCompiler.Training.Data;

namespace BnnCompiler.Training.Curves;

/// <summary>
/// A learning curve as text: a header line, then an epoch a line, fields separated by commas, lines by \n. Numbers are in the invariant culture and
/// long enough to be read back exactly; what was not measured is empty.
/// </summary>
public static class CurveCsv
{
    private const string Header = "epoch,learning_rate,train_loss,train_error_percent,validation_error_percent,test_error_percent,seconds";

    /// <summary>The text of a curve.</summary>
    public static string Write(LearningCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var text = new StringBuilder(Header).Append('\n');
        foreach (EpochRecord epoch in curve.Epochs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch},{epoch.LearningRate:R},{epoch.TrainLoss:R},{epoch.TrainError:R},");
            text.Append(CultureInfo.InvariantCulture, $"{epoch.ValidationError:R},{epoch.TestError:R},{epoch.Seconds:R}\n");
        }

        return text.ToString();
    }

    /// <summary>The curve of a text; lines may also end in \r\n. <paramref name="path"/> is for messages only.</summary>
    /// <exception cref="DataException">The text is not such a table.</exception>
    public static LearningCurve Read(string text, string path)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (lines[0] != Header)
            throw new DataException(path, "no learning curve", $"the header '{Header}'", "Give a CSV file that the trainer wrote.");
        return new LearningCurve([.. lines.Skip(1).Select((line, index) => ReadEpoch(line, $"{path}({index + 2})"))]);
    }

    private static EpochRecord ReadEpoch(string line, string place)
    {
        string[] fields = line.Split(',');
        if (fields.Length != 7)
            throw new DataException(place, $"{fields.Length} fields", "7", "The file was cut off or changed; remove the line.");
        if (!int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch))
            throw new DataException(place, $"epoch '{fields[0]}'", "a number from 1 on", "The file was changed; remove the line.");
        return new EpochRecord(
            epoch, Number(fields[1]), Number(fields[2]), Number(fields[3]), NumberOrNull(fields[4]), NumberOrNull(fields[5]), Number(fields[6]));

        double? NumberOrNull(string field) => field.Length == 0 ? null : Number(field);

        double Number(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new DataException(place, $"'{field}'", "a number such as 0.25", "The file was changed; remove the line.");
    }
}
