using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Starface.Drift.Azure;

/// <summary>Observes how each attempt ends, before the pipeline tries again.</summary>
internal sealed class AttemptPolicy : HttpPipelinePolicy
{
    private const string Ended = "starface-policy:attempt-ended";

    /// <summary>Observes the attempts of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="ended">Receives the failure of an attempt, or null when it did not fail.</param>
    public static void Watch(HttpMessage message, Action<Exception?> ended) => message.SetProperty(Ended, ended);

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
            Tell(message, message.Response.IsError ? new RequestFailedException(message.Response) : null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Tell(message, failure);
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Clouds are read without blocking.");

    private static void Tell(HttpMessage message, Exception? failure)
    {
        if (message.TryGetProperty(Ended, out var ended) && ended is Action<Exception?> told) told(failure);
    }
}
