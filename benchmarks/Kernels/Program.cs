// SPDX-License-Identifier: MIT
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace KernelBenchmark;

/// <summary>Runs the kernels; arguments are those of BenchmarkDotNet.</summary>
internal static class Program
{
    private static void Main(string[] args)
    {
        // In this process: BenchmarkDotNet would build a project of its own, to which the settings of this repository would apply. Many short
        // iterations, so that some of them, and the minimum with them, are undisturbed where the machine does other things too.
        var job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(10)
            .WithIterationTime(TimeInterval.FromMilliseconds(2))
            .WithIterationCount(100);
        var config = DefaultConfig.Instance
            .AddJob(job)
            .AddColumn(StatisticColumn.Min, StatisticColumn.Median)
            .HideColumns(Column.Method, Column.Error, Column.StdDev)
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(80));
        BenchmarkSwitcher.FromTypes([typeof(KernelBenchmarks)]).Run(args, config);
    }
}
