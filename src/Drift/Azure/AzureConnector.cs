using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Problems;

namespace Starface.Drift.Azure;

/// <summary>Reads Azure: a source for each subscription.</summary>
internal sealed class AzureConnector() : CloudConnector(AzureTarget.Instance)
{
    /// <summary>Credentials in place of those found by the usual search, or null.</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>A pipeline in place of the usual one, or null.</summary>
    public HttpPipeline? Pipeline { get; init; }

    /// <inheritdoc/>
    public override ICloudFiles Files { get; } = new AzureFiles();

    /// <inheritdoc/>
    public override ICloudState State { get; } = new AzureState();

    /// <inheritdoc/>
    public override ICloudAdvice Advice { get; } = new AzureAdvice();

    /// <inheritdoc/>
    public override Failures Failures => AzureFailures.Instance;

    /// <summary>What is on one interface, the group of its subnet included, is in one subscription.</summary>
    public override bool InterfaceHasOneSource => true;

    /// <inheritdoc/>
    public override IEnumerable<LiveSource> FindSources(string? region, SourceOptions options)
    {
        if (options.Subscriptions.IsEmpty)
            return [Unreadable("No subscription is named", "give its id with --subscription or in AZURE_SUBSCRIPTION_ID")];
        var endpoint = options.Endpoint ?? AzurePipelines.PublicCloud;
        if (Pipeline is null && endpoint.Scheme != Uri.UriSchemeHttps)
        {
            // The pipeline would refuse as well, with an error that does not come from the cloud and would discard the other instances'
            // results.
            var address = endpoint.GetLeftPart(UriPartial.Authority);
            return [Unreadable($"A token is sent over https only, and --endpoint-url is {address}", "give an address with https")];
        }

        var usual = new DefaultAzureCredentialOptions { ExcludeInteractiveBrowserCredential = true };
        if (AzurePipelines.FindAuthority(endpoint, Environment.GetEnvironmentVariable) is { } authority) usual.AuthorityHost = authority;
        usual.AddPolicy(new AnswerLimitPolicy(), HttpPipelinePosition.BeforeTransport);
        var credential = Credential ?? new DefaultAzureCredential(usual);
        var pipeline = Pipeline ?? AzurePipelines.Create(credential, endpoint);
        var account = new AzureAccount(credential, endpoint);
        return options.Subscriptions.Select(subscription => new AzureLiveSource(pipeline, endpoint, subscription, account));
    }

    /// <summary>Azure ignores the letter case of ids, and a name does for an id.</summary>
    public override bool IsMeant(LiveGroup group, string text) => AzureIds.IsMeant(group, text);

    private static UnreadableSource Unreadable(string message, string fix)
    {
        const string Name = "Azure";
        return new UnreadableSource(
            Name, Problem.Error(ProblemIds.SourceUnread, message, fix) with { Place = new Place { Source = Name } });
    }

    /// <inheritdoc/>
    public override bool IsGlobalId(string text) => text.Contains('/', StringComparison.Ordinal);
}
