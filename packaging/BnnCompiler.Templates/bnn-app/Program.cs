using BnnCompiler.Runtime;
using BnnCompiler.Runtime.Inputs;
using Networks;

// Without arguments: a digit that came with the template.
string[] files = args.Length > 0 ? args : [Path.Combine(AppContext.BaseDirectory, "Images", "digit-3.png")];
float[] scores = new float[Digits.ClassCount];
try
{
    foreach (string file in files)
    {
        var images = InputFile.Read(file, Digits.Instance.InputShape);
        for (int i = 0; i < images.Count; i++)
        {
            Digits.Run(images.Pixels(i), scores);
            Console.WriteLine($"{Path.GetFileName(file)}: {Prediction.ClassOf(scores)} (scores {string.Join(' ', scores)})");
        }
    }

    return 0;
}
catch (InputFileException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}
