using System.Collections.Immutable;
using Starface.Drift.Output;

namespace Starface.Drift.Reports;

/// <summary>What a command has to report. An <see cref="IReportFormat"/> writes the parts that it can show.</summary>
/// <param name="command">The command's name.</param>
/// <param name="version">The program's version.</param>
internal abstract class Report(string command, string version)
{
    /// <summary>The file that an item without a place is shown at, in formats that drop items without one.</summary>
    public const string FileOfNoPlace = "src/Infra/Pulumi.yaml";

    /// <summary>The name of the tool.</summary>
    public string Tool { get; } = $"starface-policy {command}";

    /// <summary>The program's version.</summary>
    public string Version { get; } = version;

    /// <summary>What the fingerprints of the items are made of, with the version of how they are made.</summary>
    public string FingerprintKey { get; } = $"{command}/v1";

    /// <summary>The file with the Markdown summary, for formats that can refer to one, or null.</summary>
    public string? SummaryFile { get; init; }

    /// <summary>How the command ends.</summary>
    public abstract ReportOutcome Outcome { get; }

    /// <summary>Whether the command could do its work; findings do not count against it.</summary>
    public abstract bool IsComplete { get; }

    /// <summary>The whole in a sentence, without its full stop.</summary>
    public abstract string Sums { get; }

    /// <summary>The kinds of items.</summary>
    public abstract ImmutableArray<ReportRule> Rules { get; }

    /// <summary>Everything that was found.</summary>
    public abstract ImmutableArray<ReportItem> Items { get; }

    /// <summary>What was looked at, each with how it did.</summary>
    public abstract ImmutableArray<ReportCase> Cases { get; }

    /// <summary>Information beside the items that fails nothing.</summary>
    public virtual ImmutableArray<string> Remarks => [];

    /// <summary>Values for later steps of a build job.</summary>
    public virtual ImmutableArray<KeyValuePair<string, string>> Variables => [];

    /// <summary>Where the items are that a format has no room for, as the end of a sentence.</summary>
    public abstract string PlaceOfMore { get; }

    /// <summary>Writes the command's own text for people.</summary>
    public abstract void WriteText(OutputGate output);

    /// <summary>Writes the command's own JSON.</summary>
    public abstract void WriteJson(OutputGate output);
}
