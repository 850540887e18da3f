using System.Collections.Immutable;
using Starface.Policy.Clouds;

namespace Starface.Drift.Live;

/// <summary>The clouds that live groups are read from.</summary>
/// <param name="all">The connectors, in the order in which clouds are listed to people.</param>
internal sealed class CloudConnectors(ImmutableArray<CloudConnector> all)
{
    /// <summary>The connectors, in the order in which clouds are listed to people.</summary>
    public ImmutableArray<CloudConnector> All { get; } = all;

    /// <summary>The connector of a cloud.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public CloudConnector For(CloudTarget cloud) =>
        Find(connector => connector.Cloud == cloud)
        ?? throw new ArgumentException($"No connector for the cloud {cloud} was given.", nameof(cloud));

    /// <summary>The first connector that meets a condition, or null.</summary>
    public CloudConnector? Find(Func<CloudConnector, bool> condition) => All.FirstOrDefault(condition);
}
