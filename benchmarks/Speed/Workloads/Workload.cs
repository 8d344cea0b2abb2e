// SPDX-License-Identifier: MIT
namespace SpeedBenchmark.Workloads;

/// <summary>What is measured in one table.</summary>
/// <param name="Name">What <c>--only</c> calls it.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Model">The model and its images.</param>
/// <param name="Batch">Images that an engine is given at once; times are for one of them.</param>
/// <param name="Threads">Threads that it may use for them.</param>
internal sealed record Workload(string Name, string Title, Model Model, int Batch = 1, int Threads = 1);
