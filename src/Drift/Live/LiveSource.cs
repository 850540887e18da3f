using Starface.Policy.Clouds;

namespace Starface.Drift.Live;

/// <summary>One place that live groups are read from: a region of an AWS account, or a subscription of Azure.</summary>
/// <param name="place">What the place is called in messages.</param>
internal abstract class LiveSource(string place)
{
    /// <summary>What the place is called in messages.</summary>
    public string Place { get; } = place;

    /// <summary>
    /// Whether groups come without the ids and tags of their rules, which <see cref="ILiveReader.ReadRulesAsync"/> reads for the groups
    /// that need them.
    /// </summary>
    public virtual bool ReadsRulesApart => false;

    /// <summary>Whether the rules of a group are known with their ids and tags.</summary>
    public virtual bool HasRuleIds(LiveGroup group) => true;

    /// <summary>A text that identifies the account, without a secret, or null when it cannot be told.</summary>
    /// <param name="token">Cancels the operation.</param>
    public abstract Task<string?> IdentifyAsync(CancellationToken token);

    /// <summary>Opens a reader of the place.</summary>
    public abstract ILiveReader Open();
}
