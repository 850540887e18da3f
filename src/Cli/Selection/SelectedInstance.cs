using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Configuration;
using Starface.Policy.Planning;

namespace Starface.Cli.Selection;

/// <summary>An instance a command is about.</summary>
/// <param name="Stack">The stack it belongs to; the instance's own name when options describe it.</param>
/// <param name="Source">Where it is described, for people: the stack's file, or null when options describe it.</param>
/// <param name="Config">What is known about it.</param>
internal sealed record SelectedInstance(string Stack, string? Source, InstanceConfig Config)
{
    /// <summary>
    /// AWS: the region of the stack's provider (<c>aws:region</c>), where instances lie that name none; null where the stack's file does
    /// not say.
    /// </summary>
    public string? ProviderRegion { get; init; }

    /// <summary>Why what is known about it may not be what the program receives, or null.</summary>
    public Problem? Unread { get; init; }

    /// <summary>Its position in the fleet, or null where all of the fleet was selected.</summary>
    public int? Position { get; init; }

    /// <summary>Whether it is only there to see whether its resources have the same names as those of another instance.</summary>
    public bool IsRelative { get; init; }

    /// <summary>
    /// The instance beside what is there already, so that its rules stay in their groups. One instance on each side is the same whatever
    /// the names; several are matched by name, and one without a counterpart is new.
    /// </summary>
    /// <param name="before">What is there already.</param>
    /// <param name="isAlone">Whether no other instance was selected.</param>
    public SelectedInstance Beside(ImmutableArray<Permissions> before, bool isAlone)
    {
        var counterpart = isAlone && before.Length == 1
            ? before[0]
            : before.FirstOrDefault(known => known.Name == Config.Request.Name);
        var recorded = counterpart is null ? RecordedGroups.None : counterpart.Recorded;
        return this with { Config = Config with { Request = new(Config.Request) { Recorded = recorded } } };
    }

    /// <summary>The instance as of a day.</summary>
    /// <param name="today">The day, or null.</param>
    public SelectedInstance On(CalendarDate? today) =>
        this with { Config = Config with { Request = new(Config.Request) { Today = today } } };
}
