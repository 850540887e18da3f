using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Starface.Drift.Aws;

/// <summary>Observes how each attempt ends, before the client tries again.</summary>
/// <param name="ended">Receives the failure of an attempt, or null when it did not fail.</param>
internal sealed class AwsAttemptHandler(Action<Exception?> ended) : PipelineHandler
{
    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        try
        {
            var result = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            ended(null);
            return result;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            ended(failure);
            throw;
        }
    }

    /// <inheritdoc/>
    public override void InvokeSync(IExecutionContext executionContext) =>
        throw new NotSupportedException("Clouds are read without blocking.");
}
