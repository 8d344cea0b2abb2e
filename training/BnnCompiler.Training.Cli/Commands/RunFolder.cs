// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Security.Cryptography;
using BnnCompiler.BinaryNet;
using BnnCompiler.Training.Algebra;
using BnnCompiler.Training.Curves;
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Networks;
using BnnCompiler.Training.Recipes;
using BnnCompiler.Training.Runs;

namespace BnnCompiler.Training.Cli.Commands;

/// <summary>
/// The folder of a run: checkpoint.bin, recipe.json, curve.csv, curve.svg, and model.bnn, model.onnx, model.npz when it is finished.
/// </summary>
internal sealed class RunFolder(string path)
{
    private readonly string _checkpoint = System.IO.Path.Combine(path, "checkpoint.bin");

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>The option that says where the data is.</summary>
    public static Option<string?> DataOption() => new("--data")
    {
        Description = "The folder with the dataset's files; 'bnn-train datasets' says which, and where they come from.",
        HelpName = "FOLDER",
    };

    /// <summary>A new run.</summary>
    /// <exception cref="TrainingException">The folder has one already, or the recipe cannot be carried out.</exception>
    public Session Start(RunRequest request)
    {
        if (File.Exists(_checkpoint))
            throw new TrainingException($"{Path} has a run already; expected an empty folder, or --resume to go on with that run");
        string name = request.Recipe ?? throw new TrainingException("found no RECIPE; expected a name ('bnn-train recipes' lists them) or a file");
        var session = Create(RecipeFile.Parse(RecipeCatalog.Read(name), name, request.Overrides), request);
        WholeFile.Write(In("recipe.json"), RecipeFile.Write(session.Run.Recipe));
        return session;
    }

    /// <summary>The folder's run, where it was saved last.</summary>
    /// <exception cref="TrainingException">There is none, or its recipe, threads, products or teacher are others than asked for: its bits would be
    /// others too.</exception>
    public Session Resume(RunRequest request)
    {
        if (!File.Exists(_checkpoint))
            throw new TrainingException($"{Path}: found no checkpoint, which a run has after its first epoch. Start it again without --resume");
        var (recipe, saved) = Checkpoint.ReadHead(_checkpoint);
        if (request.Recipe is { } name)
            RequireSame(RecipeFile.Parse(RecipeCatalog.Read(name), name, request.Overrides), recipe);
        else if (request.Overrides.Count > 0)
        {
            throw new TrainingException(
                $"--{request.Overrides.Keys.First()} changes the recipe; a resumed run keeps its own. "
                + "Leave it out, or start a run in another folder");
        }

        if (request.Threads is { } asked && asked != saved.Threads)
        {
            throw new TrainingException($"--threads is {asked}, the run has {saved.Threads}: its result would be another. " +
                "Leave --threads out, or start a run in another folder");
        }

        var session = Create(recipe, request with { Threads = saved.Threads });
        if (session.Conditions != saved)
        {
            throw new TrainingException($"the run computes with {saved.Products}{TeacherOf(saved)}, "
                + $"now there is {session.Conditions.Products}{TeacherOf(session.Conditions)}: "
                + "its result would be another. Bring back what it had, or start a run in another folder");
        }

        Checkpoint.Load(session.Run, _checkpoint);
        return session;
    }

    /// <summary>A finished or an unfinished run, to look at.</summary>
    public Session Open(string? data)
    {
        var (recipe, conditions) = Checkpoint.ReadHead(_checkpoint);
        var session = Create(recipe, new(null, new Dictionary<string, string>(), data, Resumes: true, conditions.Threads, Teacher: null));
        Checkpoint.Load(session.Run, _checkpoint);
        return session;
    }

    /// <summary>The network of a run, without its data.</summary>
    public static TrainingNetwork NetworkIn(string folder, Machine machine, bool mustBeFinished)
    {
        string checkpoint = new RunFolder(folder)._checkpoint;
        var recipe = Checkpoint.ReadHead(checkpoint).Recipe;
        var shape = Architecture.Parse(recipe.Network);
        byte[] pixels = new byte[shape.Input.Count * recipe.Batch], labels = new byte[recipe.Batch];
        var nothing = new ImageSet(shape.Channels, shape.Height, shape.Width, shape.Layers[^1].Outputs, pixels, labels);
        var run = new TrainingRun(recipe, new(nothing, nothing, nothing), machine);
        Checkpoint.Load(run, checkpoint);
        if (mustBeFinished && !run.IsFinished)
            throw new TrainingException($"{folder}: the run is not finished; expected a trained teacher. Go on with it: bnn-train run --resume");
        return run.Network;
    }

    /// <summary>Writes the checkpoint and the curve.</summary>
    public void Save(Session session)
    {
        Checkpoint.Save(session.Run, session.Conditions, _checkpoint);
        if (session.Run.Curve.Epochs.Length == 0)
            return;
        WholeFile.Write(In("curve.csv"), CurveCsv.Write(session.Run.Curve));
        WholeFile.Write(In("curve.svg"), CurvePicture.Svg([("", session.Run.Curve)], session.Run.Recipe.Network));
    }

    /// <summary>Writes the network in every format that bnnc reads and that can hold it; a float network, which is for teaching, in none.</summary>
    public void WriteModel(Session session)
    {
        var network = session.Run.Network;
        foreach (string format in network.IsFewValued ? (string[])[".bnn", ".onnx", ".npz"] : [])
        {
            if (format == ".npz" && !TrainedModel.FitsNpz(network))
                continue;
            byte[] bytes = TrainedModel.Bytes(network, "model", format);
            WholeFile.Write(In("model" + format), stream => stream.Write(bytes));
        }
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);

    private static Session Create(Recipe recipe, RunRequest request)
    {
        int threads = request.Threads ?? Environment.ProcessorCount;
        if (threads is < 1 or > 1024)
            throw new TrainingException($"--threads is {threads}, expected 1 to 1024");
        var machine = Machine.With(threads);
        var data = Load(recipe, request.Data);
        var teacher = request.Teacher is { } folder ? NetworkIn(folder, machine, mustBeFinished: true) : null;
        return new(new(recipe, data, machine, teacher), data, new(threads, machine.Products.Name, FingerprintOf(request.Teacher)));
    }

    private static string FingerprintOf(string? teacher)
    {
        if (teacher is null)
            return "";
        using var file = File.OpenRead(new RunFolder(teacher)._checkpoint);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static DataSplit Load(Recipe recipe, string? folder)
    {
        var description = DatasetCatalog.Find(recipe.Dataset);
        folder ??= description.SystemFolder is { } system && Directory.Exists(system)
            ? system
            : throw new TrainingException($"'{recipe.Dataset}' is needed: give its folder with --data. It can be had from {description.Origin}");
        var dataset = DatasetCatalog.Load(recipe.Dataset, folder);
        foreach (string warning in dataset.Warnings)
            Console.Error.WriteLine($"bnn-train: {warning}");
        if (recipe.TrainImages > dataset.Training.Count)
            throw new TrainingException($"--train-images is {recipe.TrainImages}, expected at most the {dataset.Training.Count} there are");
        if (recipe.TrainImages > 0)
            dataset = dataset with { Training = dataset.Training.Take(recipe.TrainImages) };
        return dataset.HoldOut(recipe.ValidationImages);
    }

    private static void RequireSame(Recipe asked, Recipe saved)
    {
        foreach (var setting in RecipeFile.Settings)
        {
            if (setting.Of(asked) != setting.Of(saved))
            {
                throw new TrainingException(
                    $"'{setting.Name}' is {setting.Of(asked)}, the run in the folder has {setting.Of(saved)}; expected the same. "
                    + "Start a run in another folder");
            }
        }
    }

    private static string TeacherOf(Conditions conditions) =>
        conditions.Teacher.Length > 0 ? $" and the teacher {conditions.Teacher[..8]}" : " without a teacher";
}
