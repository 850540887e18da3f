namespace Starface.Cli.Verbs.Review;

/// <summary>What an instance is beside what it permits, before and after.</summary>
/// <param name="Name">What it is, such as <c>region</c>.</param>
/// <param name="Before">What it was, in words.</param>
/// <param name="After">What it is afterwards.</param>
/// <param name="CutsCalls">Whether the groups are made again, or leave an interface, so that what they let through ends.</param>
internal sealed record SettingChange(string Name, string Before, string After, bool CutsCalls);
