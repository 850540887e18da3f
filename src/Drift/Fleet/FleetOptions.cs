using System.Collections.Immutable;
using Amazon.Runtime;
using Azure.Core;
using Azure.Core.Pipeline;
using Starface.Drift.Files;
using Starface.Policy.Comparison;

namespace Starface.Drift.Fleet;

/// <summary>Where live groups come from, and within which limits.</summary>
internal sealed record FleetOptions
{
    /// <summary>The groups from files; null reads the clouds.</summary>
    public LiveSurvey? Files { get; init; }

    /// <summary>Ids of groups that a person named.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>The state that names groups, or null.</summary>
    public StateSnapshot? State { get; init; }

    /// <summary>AWS: a region for instances that have none of their own.</summary>
    public string? Region { get; init; }

    /// <summary>AWS: the profiles, one for each account; empty is the usual search for credentials.</summary>
    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>AWS: the roles to assume, one for each account.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Azure: the ids of the subscriptions.</summary>
    public ImmutableArray<string> Subscriptions { get; init; } = [];

    /// <summary>Another address of the cloud's service, or null.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>How long reading one region or subscription may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether only tags are compared.</summary>
    public bool Quick { get; init; }

    /// <summary>Regions and subscriptions read at the same time. Within one, requests follow each other, so that no account is flooded.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>What an interrupted run has read already, or null.</summary>
    public ResumeFile? Saved { get; init; }

    /// <summary>AWS: credentials in place of those found by the usual search.</summary>
    public AWSCredentials? AwsCredentials { get; init; }

    /// <summary>Azure: credentials in place of those found by the usual search.</summary>
    public TokenCredential? AzureCredential { get; init; }

    /// <summary>Azure: a pipeline in place of the usual one.</summary>
    public HttpPipeline? AzurePipeline { get; init; }
}
