using System.Collections.Immutable;
using Starface.Drift.Live;
using Starface.Policy.Comparison;

namespace Starface.Drift.Fleet;

/// <summary>Compares many instances, each region and subscription read once, and one that fails never hides another.</summary>
/// <param name="clouds">The clouds that live groups are read from.</param>
/// <param name="options">Where live groups are, and what is compared.</param>
/// <param name="progress">Receives a line when something was read.</param>
internal sealed class FleetComparer(CloudConnectors clouds, FleetOptions options, Action<string> progress)
{
    /// <summary>Compares all instances. Nothing that is wrong with a cloud throws.</summary>
    /// <param name="targets">The instances.</param>
    /// <param name="token">Cancels the operation; what was not read by then is unknown.</param>
    public async Task<ImmutableArray<InstanceDrift>> CompareAsync(ImmutableArray<FleetTarget> targets, CancellationToken token)
    {
        var search = new GroupSearch(clouds, options.Groups, options.State);
        using var slots = new SemaphoreSlim(options.Concurrency);
        var times = new ReadTimes(options.Time);
        var regions = targets.GroupBy(FindRegion).Select(region =>
            new RegionComparer(region.Key.Connector, region.Key.Region, [.. region], search, options, slots, times, progress)
                .CompareAsync(token));
        var results = await Task.WhenAll(regions).ConfigureAwait(false);
        if (times.Describe() is { } slowest) progress(slowest);
        if (results.All(result => result.IsComplete)) Forget();
        return [.. results.SelectMany(result => result.Drifts)];
    }

    private (CloudConnector Connector, string? Region) FindRegion(FleetTarget target)
    {
        var connector = clouds.For(target.Plan.Cloud);
        return (connector, connector.FindRegion(target.Region, options.Sources));
    }

    private void Forget()
    {
        try
        {
            options.Resume?.Finish();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            progress($"The file of --resume cannot be removed: {Redaction.Redact(failed)}");
        }
    }
}
