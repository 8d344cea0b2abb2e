// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DigitsApi;

/// <summary>Healthy if the network computes: it runs once, on an empty image.</summary>
internal sealed class ModelHealthCheck(IBnnModel model) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        float[] scores = new float[model.ClassCount];
        model.Run(new byte[model.InputShape.Length], scores);
        return Task.FromResult(scores.All(float.IsFinite) ? HealthCheckResult.Healthy(model.Name) : HealthCheckResult.Unhealthy(model.Name));
    }
}
