// SPDX-License-Identifier: MIT
using SpeedBenchmark.Workloads;

namespace SpeedBenchmark.Building;

/// <summary>
/// What compilers make of the models, in a folder of each model. It is kept for the next run; whatever is older than the compiler, or than its
/// model, is made again.
/// </summary>
internal sealed class Builds(string folder)
{
    /// <summary>What the names of functions begin with.</summary>
    public const string Prefix = "network";

    /// <summary>The processor that generated C# is compiled for.</summary>
    public const string Cpu = "x86-64-v3";

    private static readonly DateTime CompilerTime =
        new[] { "bnnc.dll", "BnnCompiler.dll", "BnnCompiler.Runtime.dll" }.Max(name => File.GetLastWriteTimeUtc(Beside(name)));

    /// <summary>The compiler.</summary>
    public static string Bnnc => Beside("bnnc");

    /// <summary>Whether this compiler can be told to use only the kernels of XNOR and popcount.</summary>
    public static bool HasKernels { get; } = Tool.Run(Bnnc, "build", "--help").Output.Contains("--kernels", StringComparison.Ordinal);

    /// <summary>Makes every library of a model.</summary>
    public void MakeAll(Model model)
    {
        CSharpLibrary(model);
        XnorLibrary(model);
        foreach (var compiler in CCompiler.All)
            CLibrary(model, compiler);
    }

    /// <summary>The generated C# of a model as a library.</summary>
    public string CSharpLibrary(Model model) => Build(model, "csharp", "shared", $"lib{Prefix}.so");

    /// <summary>The same with only the kernels of XNOR and popcount; null where this compiler has no such option.</summary>
    public string? XnorLibrary(Model model) => HasKernels ? Build(model, "xnor", "shared", $"lib{Prefix}.so", "--kernels", "xnor") : null;

    /// <summary>The generated C# of a model as a program.</summary>
    public string Program(Model model) => Build(model, "program", "exe", Prefix);

    /// <summary>The header of the generated C of a model.</summary>
    public string CHeader(Model model)
    {
        string target = Path.Combine(FolderOf(model), "c");
        return Made(model, Path.Combine(target, Prefix + ".h"), () =>
            Tool.Do(Bnnc, ["compile", .. model.Arguments, "--target", "c", "--cpu", "x86-64", "--prefix", Prefix, "-o", target]));
    }

    /// <summary>The generated C of a model as a library.</summary>
    public string CLibrary(Model model, CCompiler compiler)
    {
        string source = Path.ChangeExtension(CHeader(model), ".c");
        return Made(model, Path.ChangeExtension(source, compiler.Command + ".so"),
            library => compiler.Compile(CCompiler.GeneratedFlags, source, library));
    }

    /// <summary>The plain loop as a library.</summary>
    public string PlainLibrary(CCompiler compiler)
    {
        string library = Path.Combine(folder, $"plain-{compiler.Command}.so"), source = Beside("plain.c");
        if (File.GetLastWriteTimeUtc(library) < File.GetLastWriteTimeUtc(source))
            compiler.Compile(CCompiler.PlainFlags, source, library);
        return library;
    }

    /// <summary>The program that starts programs and looks at them.</summary>
    public string Starter()
    {
        string program = Path.Combine(folder, "start");
        Tool.Do("gcc", "-std=gnu11", "-O2", Beside("start.c"), "-o", program);
        return program;
    }

    private static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private string FolderOf(Model model) => Path.Combine(folder, "builds", model.Name);

    private string Build(Model model, string name, string kind, string file, params string[] options)
    {
        string target = Path.Combine(FolderOf(model), name);
        return Made(model, Path.Combine(target, file), () =>
            Tool.Do(Bnnc, ["build", .. model.Arguments, "--kind", kind, "--cpu", Cpu, "--name", Prefix, "-o", target, .. options]));
    }

    private static string Made(Model model, string file, Action make) => Made(model, file, _ => make());

    private static string Made(Model model, string file, Action<string> make)
    {
        var time = File.GetLastWriteTimeUtc(file);
        if (time < CompilerTime || time < File.GetLastWriteTimeUtc(model.File))
        {
            Console.Error.WriteLine($"building {model.Name}: {Path.GetRelativePath(Repository.Root, file)}");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            make(file);
        }

        return file;
    }
}
