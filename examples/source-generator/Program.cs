// SPDX-License-Identifier: MIT
using System.Globalization;
using BnnCompiler.Runtime;
using BnnCompiler.Runtime.Inputs;
using ReadDigits;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: ReadDigits IMAGE...   (PNG, npy, idx or raw; 16 x 16 gray pixels)");
    return 2;
}

IBnnModel model = Digits.Instance;
float[] scores = new float[model.ClassCount];
try
{
    foreach (string file in args)
    {
        var images = InputFile.Read(file, model.InputShape);
        for (int i = 0; i < images.Count; i++)
        {
            model.Run(images, i, scores);
            int best = Prediction.ClassOf(scores);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}: {best} (score {scores[best]:F3})"));
        }
    }

    return 0;
}
catch (InputFileException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}
