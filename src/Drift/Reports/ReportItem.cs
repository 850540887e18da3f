using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Drift.Reports;

/// <summary>One thing a report says, for the formats that are lists of findings.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Instance">The instance or stack, or null where it is about neither.</param>
/// <param name="Title">A few words.</param>
/// <param name="Message">Everything in one line without invisible characters, for formats without members for its parts.</param>
/// <param name="Fingerprint">The same on every run as long as the same thing is wrong.</param>
/// <param name="Place">Where to look in the repository, or null.</param>
internal sealed record ReportItem(
    Problem Problem, string? Instance, string Title, string Message, string Fingerprint, SourcePlace? Place)
{
    /// <inheritdoc cref="ReportItem"/>
    public string Message { get; } = SafeText.From(Message);

    /// <summary>The id of the kind of finding.</summary>
    public string Rule => Problem.Id;

    /// <summary>Its severity.</summary>
    public Severity Severity => Problem.Severity;

    /// <summary>The place, where there is one, and the message.</summary>
    public string Line => Place is null ? Message : $"{Place.Describe()}: {Message}";

    /// <summary>Whether it says why something could not be found out, and not what was found.</summary>
    public bool IsInconclusive { get; init; }

    /// <summary>Whether it is about the run as a whole: it leads nowhere, and is not a finding.</summary>
    public bool IsAboutRun { get; init; }

    /// <summary>Why the item is accepted, so that it fails nothing; null where it counts.</summary>
    public string? Accepted { get; init; }

    /// <summary>The fingerprint of a text that tells an item from others.</summary>
    public static string FingerprintOf(string text) => Policy.Rules.Fingerprint.Hex(text, bytes: 16);
}
