using Starface.Policy;
using Starface.Policy.Configuration;

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

    /// <summary>The instance as of a day.</summary>
    /// <param name="today">The day, or null.</param>
    public SelectedInstance On(CalendarDate? today) =>
        this with { Config = Config with { Request = new(Config.Request) { Today = today } } };
}
