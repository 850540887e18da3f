using Azure.Core;

namespace Starface.Drift.Azure;

/// <summary>The account that all subscriptions of a run are read with. It is asked for once, since that may take a request.</summary>
/// <param name="credential">Gives tokens.</param>
/// <param name="endpoint">The address of Azure Resource Manager.</param>
internal sealed class AzureAccount(TokenCredential credential, Uri endpoint)
{
    private readonly Lock _asking = new();
    private Task<string?>? _identity;

    /// <summary>What identifies the account, or null when it cannot be told.</summary>
    /// <param name="token">Cancels the operation.</param>
    public Task<string?> IdentifyAsync(CancellationToken token)
    {
        lock (_asking) return _identity ??= AzureIdentity.FindAsync(credential, endpoint, Environment.GetEnvironmentVariable, token);
    }
}
