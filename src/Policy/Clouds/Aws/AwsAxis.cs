using Starface.Policy.Flows;

namespace Starface.Policy.Clouds.Aws;

/// <summary>One of the four counters against which AWS limits the rules of a security group.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Family">The address family.</param>
internal sealed record AwsAxis(Direction Direction, AddressFamily Family);
