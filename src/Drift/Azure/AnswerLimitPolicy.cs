using Azure.Core;
using Azure.Core.Pipeline;
using Starface.Drift.Files;
using Starface.Policy.Problems;

namespace Starface.Drift.Azure;

/// <summary>Lets no answer be larger than is accepted. Nearest to the network, before anything reads the answer.</summary>
internal sealed class AnswerLimitPolicy : HttpPipelinePolicy
{
    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        Limit(message);
    }

    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ProcessNext(message, pipeline);
        Limit(message);
    }

    private static void Limit(HttpMessage message)
    {
        if (message.Response.ContentStream is not { } content) return;
        message.Response.ContentStream = new LimitedStream(
            content, message.Response.Status >= 400 ? InputLimits.ErrorAnswer : InputLimits.Answer);
    }
}
