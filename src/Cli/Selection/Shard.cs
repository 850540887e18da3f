using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Starface.Cli.Hosting;
using Starface.Drift.Reports;
using Starface.Policy.Rules;

namespace Starface.Cli.Selection;

/// <summary>
/// One of several parts of a fleet that are looked at apart, on as many machines. An instance's name alone decides in which part it is.
/// </summary>
/// <param name="Number">The number of the part, from 1.</param>
/// <param name="Count">How many parts there are.</param>
internal sealed record Shard(int Number, int Count)
{
    /// <summary>The most parts there can be.</summary>
    public const int MostParts = 10_000;

    /// <summary>The option that names a part.</summary>
    public const string Option = "--shard";

    /// <summary>Reads a part.</summary>
    /// <param name="text">The text, such as <c>3/16</c>, or null.</param>
    /// <returns>The part; null for null.</returns>
    /// <exception cref="UsageException">The text is not a part.</exception>
    public static Shard? Parse(string? text)
    {
        if (text is null) return null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && int.TryParse(text.AsSpan(0, slash), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && number >= 1 && number <= count && count <= MostParts
                ? new Shard(number, count)
                : throw new UsageException(UsageProblem.Option(
                    $"'{text}' is not a part",
                    FormattableString.Invariant($"write 3/16 for the third of 16 parts, of {MostParts} at most"),
                    Option));
    }

    /// <summary>What a report says of this part.</summary>
    /// <param name="fleet">The instances of the fleet.</param>
    public ReportPart ToReportPart(IEnumerable<SelectedInstance> fleet) =>
        ReportPart.From(Number, Count, fleet.Select(instance => instance.Config.Request.Name), ProgramVersion.Text);

    /// <summary>Whether an instance is in this part.</summary>
    /// <param name="instance">Its name.</param>
    public bool Contains(string instance) => NumberOf(instance, Count) == Number;

    /// <summary>The number of the part that an instance is in, from 1.</summary>
    /// <param name="instance">Its name.</param>
    /// <param name="count">How many parts there are.</param>
    public static int NumberOf(string instance, int count) =>
        (int)(BinaryPrimitives.ReadUInt64BigEndian(Fingerprint.From(instance)) % (ulong)count) + 1;

    /// <summary>
    /// The instances of this part, and beside them the relatives whose resources might have the same names: those are only planned to see
    /// whether they do.
    /// </summary>
    /// <param name="instances">The instances of the fleet.</param>
    public ImmutableArray<SelectedInstance> Of(ImmutableArray<SelectedInstance> instances)
    {
        var wanted = instances.Where(instance => Contains(instance.Config.Request.Name)).ToHashSet(ReferenceEqualityComparer.Instance);
        var relatives = InstanceFamily.Find(instances)
            .Where(family => family.Length > 1 && family.Any(wanted.Contains))
            .SelectMany(family => family)
            .Where(instance => !wanted.Contains(instance))
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return
        [
            .. instances
                .Select((instance, position) => (instance, position))
                .Where(found => wanted.Contains(found.instance) || relatives.Contains(found.instance))
                .Select(found => found.instance with
                {
                    Position = found.position,
                    IsRelative = relatives.Contains(found.instance),
                }),
        ];
    }
}
