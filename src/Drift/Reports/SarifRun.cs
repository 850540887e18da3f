using System.Collections.Immutable;

namespace Starface.Drift.Reports;

/// <summary>What SARIF says of a run beside its results.</summary>
/// <param name="Tool">The command's name.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Rules">The kinds of findings: the id, a sentence or null, and how grave they usually are.</param>
/// <param name="FingerprintKey">The name and version of what the fingerprints are made of.</param>
/// <param name="Successful">Whether the tool could do its work.</param>
/// <param name="Anywhere">The file that a result without a place is shown at, since a result without any is dropped.</param>
internal sealed record SarifRun(string Tool, string Version, ImmutableArray<(string Id, string? Description, ItemSeverity Severity)> Rules, string FingerprintKey, bool Successful, string Anywhere);
