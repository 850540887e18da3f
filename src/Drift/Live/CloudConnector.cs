using Starface.Policy.Clouds;

namespace Starface.Drift.Live;

/// <summary>
/// Everything that comparing live groups with plans needs to know of one cloud. What differs between clouds is a member here or in one of
/// the parts, so that code outside of a cloud's folder never compares with a cloud.
/// </summary>
/// <param name="cloud">The cloud.</param>
internal abstract class CloudConnector(CloudTarget cloud)
{
    /// <summary>The cloud.</summary>
    public CloudTarget Cloud { get; } = cloud;

    /// <summary>The files that hold groups of this cloud.</summary>
    public abstract ICloudFiles Files { get; }

    /// <summary>The resources of this cloud in the state of a Pulumi stack, or null where states are not read.</summary>
    public virtual ICloudState? State => null;

    /// <summary>What reports advise.</summary>
    public abstract ICloudAdvice Advice { get; }

    /// <summary>Explains why the cloud could not be read.</summary>
    public abstract Failures Failures { get; }

    /// <summary>Whether all groups of one interface are in the same source, so that another source cannot hold a further one.</summary>
    public virtual bool InterfaceHasOneSource => false;

    /// <summary>The region whose sources hold an instance's groups, or null where the cloud's sources are not divided by region.</summary>
    /// <param name="region">The region of the instance, or null where its stack names none.</param>
    /// <param name="options">Where live groups come from.</param>
    public virtual string? FindRegion(string? region, SourceOptions options) => null;

    /// <summary>The sources that hold the groups of a region's instances.</summary>
    /// <param name="region">What <see cref="FindRegion"/> returned.</param>
    /// <param name="options">Where live groups come from.</param>
    public abstract IEnumerable<LiveSource> FindSources(string? region, SourceOptions options);

    /// <summary>Whether a person who writes a text means a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="text">The text: an id, or a name where the cloud's commands accept one.</param>
    public virtual bool IsMeant(LiveGroup group, string text) => string.Equals(group.Id, text, StringComparison.Ordinal);

    /// <summary>Whether a text is the id of one group only, wherever it is.</summary>
    public virtual bool IsGlobalId(string text) => false;
}
