using System.Collections.Immutable;
using Starface.Drift.Reports;
using Starface.Policy.Comparison;

namespace Starface.Pages.Model;

/// <summary>What a page shows of the comparison of an instance with its cloud.</summary>
/// <param name="Status">What is known.</param>
/// <param name="Interfaces">The interfaces with their layers in the order of the way in.</param>
/// <param name="Lines">The differences.</param>
internal sealed record DriftPage(
    DriftStatus Status, ImmutableArray<InterfaceLayers> Interfaces, ImmutableArray<DriftLine> Lines)
{
    /// <summary>The groups that were compared.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>What a page shows of a comparison.</summary>
    /// <param name="drift">The comparison.</param>
    public static DriftPage From(InstanceDrift drift) => new(
        drift.Status,
        [
            .. drift.Interfaces.Select(place => new InterfaceLayers(
                place.Interface.Id,
                place.Status,
                [.. place.Layers.Select(layer => new LayerLine(layer.Title, layer.Doubts.IsEmpty))])),
        ],
        [
            .. drift.Reasons.Select(reason => new DriftLine(DriftLineKind.Unknown, reason.Describe(), [])),
            .. drift.Extra.Select(extra => new DriftLine(DriftLineKind.Extra, DriftText.Extra(extra), [.. Details(drift, extra)])),
            .. drift.Missing.Select(missing =>
                new DriftLine(DriftLineKind.Missing, DriftText.Missing(missing), [.. Details(missing)])),
            .. drift.Attachments.Select(attachment => new DriftLine(DriftLineKind.Other, attachment.Message, [])),
            .. drift.Guardrails.Select(guardrail => new DriftLine(DriftLineKind.Other, guardrail.Describe(), [])),
            .. drift.Tags.Select(tag => new DriftLine(DriftLineKind.Other, DriftText.Tag(tag), [])),
            .. drift.Ignored.Select(ignored => new DriftLine(DriftLineKind.Note, DriftText.Ignored(ignored), [])),
            .. drift.Notes.Select(note => new DriftLine(DriftLineKind.Note, note.Describe(), [])),
        ])
    {
        Groups = [.. drift.Groups.Select(group => group.Place.Length == 0 ? group.Id : $"{group.Id} ({group.Place})")],
    };

    private static IEnumerable<string> Details(InstanceDrift drift, ExtraFlows extra)
    {
        yield return $"{DriftText.Rule(drift, extra)}, {extra.GroupId}";
        if (DriftText.Through(extra) is { } through) yield return through;
        foreach (var flows in DriftText.Few(extra.Ranges)) yield return flows;
    }

    private static IEnumerable<string> Details(MissingFlows missing)
    {
        yield return DriftText.Services(missing);
        if (DriftText.Denial(missing) is { } denial) yield return denial;
        foreach (var flows in DriftText.Few(missing.Ranges)) yield return flows;
    }
}

/// <summary>An interface with its layers.</summary>
/// <param name="Interface">The interface's id.</param>
/// <param name="Status">What is known about it.</param>
/// <param name="Layers">The layers in the order of the way in.</param>
internal sealed record InterfaceLayers(string Interface, DriftStatus Status, ImmutableArray<LayerLine> Layers);

/// <summary>A layer.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="IsKnown">Whether it was read and understood.</param>
internal sealed record LayerLine(string Title, bool IsKnown);
