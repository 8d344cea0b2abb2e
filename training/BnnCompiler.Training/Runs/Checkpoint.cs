// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BnnCompiler.Training.Curves;
using BnnCompiler.Training.Data;
using BnnCompiler.Training.Recipes;

namespace BnnCompiler.Training.Runs;

/// <summary>
/// A file that holds all of a run: its recipe, how far it is, the network, what the optimizers remember. Little-endian, its SHA-256 at the end.
/// Resumed from it, a run gives the same bits as an unbroken one on as many threads with the same matrix products.
/// </summary>
internal static class Checkpoint
{
    private const string Magic = "bnn-train checkpoint 1";
    private const int HashBytes = 32;

    /// <summary>Writes a run's file, whole or not at all.</summary>
    public static void Save(TrainingRun run, Conditions conditions, string path) => WholeFile.Write(path, file =>
    {
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(new BufferedStream(hashed, 1 << 20)))
        {
            writer.Write(Magic);
            writer.Write(RecipeFile.Write(run.Recipe));
            writer.Write(conditions.Threads);
            writer.Write(conditions.Products);
            writer.Write(conditions.Teacher);
            writer.Write(run.IsFinished);
            writer.Write(run.Position.Epoch);
            writer.Write(run.Position.Batch);
            writer.Write(run.Position.LossSum);
            writer.Write(run.Position.Wrong);
            writer.Write(run.Position.Seconds);
            writer.Write(CurveCsv.Write(run.Curve));
            foreach (var (_, values) in RunState.Network(run).Concat(RunState.Memory(run)))
                writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
            writer.Write(run.Best is not null);
            foreach (var (name, _) in run.Best is null ? [] : RunState.Network(run))
                writer.Write(MemoryMarshal.AsBytes(run.Best![name].AsSpan()));
        }

        file.Write(hash.Hash!);
    });

    /// <summary>What a file says before the numbers.</summary>
    /// <exception cref="TrainingException">It is no checkpoint, or it is damaged.</exception>
    public static (Recipe Recipe, Conditions Conditions) ReadHead(string path) => Read(path, reader =>
    {
        var head = Head(reader, path);
        return (head.Recipe, head.Conditions);
    });

    /// <summary>Brings a run of the file's recipe to where it was saved.</summary>
    /// <exception cref="TrainingException">The file is damaged.</exception>
    public static void Load(TrainingRun run, string path) => Read(path, reader =>
    {
        _ = Head(reader, path);
        run.IsFinished = reader.ReadBoolean();
        run.Position = new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadInt64(), reader.ReadDouble());
        run.Curve = CurveCsv.Read(reader.ReadString(), path);
        foreach (var (_, values) in RunState.Network(run).Concat(RunState.Memory(run)))
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        if (reader.ReadBoolean())
        {
            run.Best = RunState.Of(run);
            foreach (var (name, _) in RunState.Network(run))
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(run.Best[name].AsSpan()));
        }

        RunState.HaveChanged(run);
        return run;
    });

    private static (Recipe Recipe, Conditions Conditions) Head(BinaryReader reader, string path)
    {
        if (reader.ReadString() != Magic)
            throw NoCheckpoint(path);
        var recipe = RecipeFile.Parse(reader.ReadString(), path, new Dictionary<string, string>());
        return (recipe, new(reader.ReadInt32(), reader.ReadString(), reader.ReadString()));
    }

    private static T Read<T>(string path, Func<BinaryReader, T> read)
    {
        if (!File.Exists(path))
            throw new TrainingException($"{path}: found no such file, expected a checkpoint of 'bnn-train run'");
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            RequireHash(file, path);
            using var reader = new BinaryReader(file);
            return read(reader);
        }
        catch (Exception fault) when (fault is EndOfStreamException or DataException or FormatException)
        {
            throw NoCheckpoint(path);
        }
    }

    // Before anything is believed: the rest can then be read without checks of its own.
    private static void RequireHash(FileStream file, string path)
    {
        if (file.Length <= HashBytes)
            throw NoCheckpoint(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 20];
        for (long left = file.Length - HashBytes; left > 0;)
        {
            int count = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (count == 0)
                throw NoCheckpoint(path);
            hash.AppendData(buffer, 0, count);
            left -= count;
        }

        byte[] stored = new byte[HashBytes];
        file.ReadExactly(stored);
        if (!stored.AsSpan().SequenceEqual(hash.GetHashAndReset()))
            throw NoCheckpoint(path);
        file.Position = 0;
    }

    private static TrainingException NoCheckpoint(string path) =>
        new($"{path}: found no checkpoint of this version, or a damaged one; expected one of 'bnn-train run'. Start the run anew in another folder");
}
