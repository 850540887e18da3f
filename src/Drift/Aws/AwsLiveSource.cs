using Amazon.Runtime;
using Starface.Drift.Live;
using Starface.Policy.Clouds;

namespace Starface.Drift.Aws;

/// <summary>A region of an AWS account.</summary>
/// <param name="access">The region and account.</param>
/// <param name="credentials">The credentials, or null to look for them as the access says.</param>
internal sealed class AwsLiveSource(AwsAccess access, AWSCredentials? credentials) : LiveSource(access.Place)
{
    private const string RuleIdPrefix = "sgr-";

    /// <inheritdoc/>
    public override bool ReadsRulesApart => true;

    /// <inheritdoc/>
    public override bool HasRuleIds(LiveGroup group) => group.Rules.All(rule => rule.Id.StartsWith(RuleIdPrefix, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override Task<string?> IdentifyAsync(CancellationToken token) => Task.FromResult(AwsClients.IdentityOf(access, credentials));

    /// <inheritdoc/>
    public override ILiveReader Open() => new AwsLiveReader(AwsClients.Create(access, credentials), access);
}
