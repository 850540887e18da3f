using System.Collections.Immutable;
using Starface.Policy.Changes;
using Starface.Policy.Planning;

namespace Starface.Cli.Verbs.Review;

/// <summary>An instance of a commit.</summary>
/// <param name="Stack">Its stack.</param>
/// <param name="Permitted">What its plan permits.</param>
/// <param name="Quotas">How much of the cloud's limits the plan uses.</param>
/// <param name="Settings">What it is beside what it permits.</param>
internal sealed record ReviewedInstance(
    string Stack,
    Permissions Permitted,
    ImmutableArray<Quota> Quotas,
    ImmutableSortedDictionary<string, InstanceSetting> Settings);
