using Azure.Core.Pipeline;
using Starface.Drift.Live;

namespace Starface.Drift.Azure;

/// <summary>A subscription of Azure.</summary>
/// <param name="pipeline">Sends requests, signs them and retries.</param>
/// <param name="endpoint">The address of Azure Resource Manager.</param>
/// <param name="subscription">The id of the subscription.</param>
/// <param name="identity">Tells what identifies the account, which is the same for all subscriptions.</param>
internal sealed class AzureLiveSource(HttpPipeline pipeline, Uri endpoint, string subscription, AzureAccount identity)
    : LiveSource($"Azure subscription {subscription}")
{
    /// <inheritdoc/>
    public override Task<string?> IdentifyAsync(CancellationToken token) => identity.IdentifyAsync(token);

    /// <inheritdoc/>
    public override ILiveReader Open() => new AzureLiveReader(pipeline, endpoint, subscription);
}
