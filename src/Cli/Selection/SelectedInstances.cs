using System.Collections.Immutable;
using Starface.Drift.Reports;
using Starface.Policy;

namespace Starface.Cli.Selection;

/// <summary>The instances of a selection as far as their files can be read.</summary>
/// <param name="Instances">The instances, in the order of the selection and of the files.</param>
/// <param name="Problems">What is wrong with the files that are missing among them; empty when none is.</param>
internal sealed record SelectedInstances(ImmutableArray<SelectedInstance> Instances, ImmutableArray<Problem> Problems)
{
    /// <summary>What keeps no file from being read, and a person should know.</summary>
    public ImmutableArray<Problem> Notes { get; init; } = [];

    /// <summary>Which part of the fleet they are, or null where they are all of it.</summary>
    public ReportPart? Part { get; init; }
}
