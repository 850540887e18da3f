using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;

namespace Starface.Policy.Composition;

/// <summary>
/// The clouds this version ships. Only the roots (the command line, the Pulumi programs, the tests of policies, the analyzers) name this
/// list; everything else receives its clouds as an argument.
/// </summary>
public static class ShippedClouds
{
    /// <summary>The clouds, in the order in which they are listed to people.</summary>
    public static ImmutableArray<CloudTarget> All { get; } = [AwsTarget.Instance, AzureTarget.Instance];
}
