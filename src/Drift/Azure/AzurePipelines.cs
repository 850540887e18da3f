using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Starface.Drift.Azure;

/// <summary>Makes pipelines to Azure Resource Manager.</summary>
internal static class AzurePipelines
{
    /// <summary>Azure's public cloud.</summary>
    public static Uri PublicCloud { get; } = new("https://management.azure.com");

    /// <summary>
    /// Where tokens for a sovereign cloud are issued; null where the cloud is the public one, or the machine's own settings say it.
    /// </summary>
    /// <param name="endpoint">The address of Azure Resource Manager.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static Uri? FindAuthority(Uri endpoint, Func<string, string?> variable) =>
        variable("AZURE_AUTHORITY_HOST") is { Length: > 0 } ? null
        : endpoint.Host.EndsWith(".usgovcloudapi.net", StringComparison.OrdinalIgnoreCase) ? AzureAuthorityHosts.AzureGovernment
        : endpoint.Host.EndsWith(".chinacloudapi.cn", StringComparison.OrdinalIgnoreCase) ? AzureAuthorityHosts.AzureChina
        : null;

    /// <summary>A pipeline that signs in, waits as long as Retry-After says, and gives up after some attempts.</summary>
    /// <param name="credential">Gives tokens.</param>
    /// <param name="endpoint">The address of Azure Resource Manager; the token is made for it.</param>
    /// <param name="adjust">Changes the options, or null.</param>
    public static HttpPipeline Create(TokenCredential credential, Uri endpoint, Action<ClientOptions>? adjust = null)
    {
        var options = new ArmOptions();
        options.Retry.MaxRetries = 5;
        options.Retry.Mode = RetryMode.Exponential;
        options.Diagnostics.ApplicationId = "starface-policy";
        // Requests and answers are never logged.
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        options.AddPolicy(new AnswerLimitPolicy(), HttpPipelinePosition.BeforeTransport);
        adjust?.Invoke(options);
        var signing = new BearerTokenAuthenticationPolicy(credential, ScopeOf(endpoint));
        return HttpPipelineBuilder.Build(options, [], [new AttemptPolicy(), signing], ResponseClassifier);
    }

    /// <summary>The scope of a token for Azure Resource Manager at an address.</summary>
    public static string ScopeOf(Uri endpoint) => new Uri(endpoint, "/.default").AbsoluteUri;

    private static ResponseClassifier ResponseClassifier { get; } = new();

    private sealed class ArmOptions : ClientOptions;
}
