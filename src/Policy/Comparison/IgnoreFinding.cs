namespace Starface.Policy.Comparison;

/// <summary>An entry of the ignore file that a person should look at.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Expired">Whether it has expired; else nothing was found that it covers.</param>
internal sealed record IgnoreFinding(IgnoreEntry Entry, bool Expired)
{
    /// <summary>The finding in one sentence.</summary>
    public string Message => Expired
        ? FormattableString.Invariant($"The entry for {Entry.Scope} of {Entry.Owner} expired on {Entry.Expires:yyyy-MM-dd} ")
            + $"({Entry.Reason}): fix the drift, or review the exception and set a later date."
        : FormattableString.Invariant(
            $"The entry for {Entry.Scope} of {Entry.Owner} covers nothing that was found ({Entry.Reason}): remove it.");
}
