// SPDX-License-Identifier: MIT
using BenchmarkModels;

namespace CompileTimeBenchmark;

/// <summary><c>[NAME...] [--runs N] [--json FILE]</c> measures <c>bnnc compile</c> and <c>bnnc build</c> on the networks of the paper.</summary>
internal static class Program
{
    private static int Main(string[] args) => BenchmarkCommand.Run(Arguments.Command(Run), args);

    private static int Run(Arguments arguments)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("found another operating system, expected Linux: memory is read from /proc.");
            return 2;
        }

        try
        {
            var report = Measure(arguments);
            Console.Out.Write(report.ToText());
            if (arguments.JsonFile is { } file)
                File.WriteAllText(file, report.ToJson());
            return 0;
        }
        catch (CommandFailedException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    private static Report Measure(Arguments arguments)
    {
        var machine = Machine.This();
        var networks = new List<NetworkReport>();
        foreach (string network in arguments.Networks)
        {
            Console.Error.WriteLine($"measuring {network}");
            networks.Add(NetworkReport.Measure(network, arguments.Runs));
        }

        return new(machine, arguments.Runs, networks, Goal.Of(networks));
    }
}
