// SPDX-License-Identifier: MIT
using BnnCompiler.Targets.C;

namespace Replay;

/// <summary>Every target, machine and option that changes what is written.</summary>
internal static class Variants
{
    private static readonly string[] Kernels = ["auto", "xnor", "rows", "pixels"];

    /// <summary>A name and a command line for each; the output folder is missing yet.</summary>
    public static IEnumerable<(string Name, string[] Options)> Of(string model)
    {
        // Real models read pixels; where a model does not, the refusal is compared.
        string[] common = [model, .. model.Contains("/models/", StringComparison.Ordinal) && model.EndsWith(".onnx", StringComparison.Ordinal)
            ? ["--input-scale", "1/255", "--drop-softmax"] : Array.Empty<string>()];
        string[] compile = ["compile", .. common, "--no-self-check"];
        foreach (string kernels in Kernels)
            yield return ("csharp-" + kernels, [.. compile, "--kernels", kernels]);
        yield return ("passes", [.. compile, "--print-after", "all"]);
        foreach (string machine in CMachine.All.Select(machine => machine.Name))
            yield return ("c-" + machine, [.. compile, "--target", "c", "--cpu", machine]);
        yield return ("c-constant-time", [.. compile, "--target", "c", "--constant-time"]);
        yield return ("c-split-selftest", [.. compile, "--target", "c", "--cpu", "cortex-m4", "--split-weights", "64", "--self-test"]);
        yield return ("c-int32", [.. compile, "--target", "c", "--cpu", "cortex-m0", "--scores", "int32"]);
        yield return ("inspect", ["inspect", .. common, "--json"]);
        yield return ("inspect-text", ["inspect", .. common]);
        yield return ("inspect-c", ["inspect", .. common, "--json", "--target", "c", "--cpu", "cortex-m4"]);
    }
}
