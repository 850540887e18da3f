using System.Collections.Immutable;
using Amazon.Runtime;
using Starface.Drift.Live;
using Starface.Policy.Clouds.Aws;

namespace Starface.Drift.Aws;

/// <summary>Reads AWS: a source for each region and account.</summary>
internal sealed class AwsConnector() : CloudConnector(AwsTarget.Instance)
{
    /// <summary>Credentials in place of those found by the usual search, or null.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <inheritdoc/>
    public override ICloudFiles Files { get; } = new AwsFiles();

    /// <inheritdoc/>
    public override ICloudState State { get; } = new AwsState();

    /// <inheritdoc/>
    public override ICloudAdvice Advice { get; } = new AwsAdvice();

    /// <inheritdoc/>
    public override Failures Failures => AwsFailures.Instance;

    /// <inheritdoc/>
    public override string? FindRegion(string? region, SourceOptions options) => region ?? options.Region;

    /// <inheritdoc/>
    public override IEnumerable<LiveSource> FindSources(string? region, SourceOptions options)
    {
        var access = new AwsAccess(region) { Endpoint = options.Endpoint };
        ImmutableArray<AwsAccess> accounts =
        [
            .. options.Profiles.Select(profile => access with { Profile = profile }),
            .. options.Roles.Select(role => access with { RoleArn = role }),
        ];
        return accounts.DefaultIfEmpty(access).Select(account => new AwsLiveSource(account, Credentials));
    }
}
