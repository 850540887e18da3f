namespace Starface.Policy.Comparison;

/// <summary>An entry of a file in which an owner accepts what would be found, until a day.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who answers for it, or null where the file's history says so.</param>
/// <param name="Expires">The last day it holds.</param>
internal abstract record Acceptance(string Reason, string? Owner, CalendarDate Expires)
{
    /// <summary>The instance it is about, or null for all.</summary>
    public string? Instance { get; init; }

    /// <summary>Where it is, or null.</summary>
    public Place? Place { get; init; }

    /// <summary>What it covers, in words.</summary>
    public abstract string Scope { get; }

    /// <summary>How to do without it.</summary>
    public abstract string Way { get; }

    /// <summary>What it is and whose, as the start of a sentence.</summary>
    public string Words => Owner is null ? $"The entry for {Scope}" : $"The entry for {Scope} of {Owner}";

    /// <summary>Whether it no longer holds.</summary>
    /// <param name="today">The day, in UTC.</param>
    public bool IsExpired(CalendarDate today) => today > Expires;

    /// <summary>Parts of a scope in words.</summary>
    protected static string Join(params string?[] parts) => string.Join(", ", parts.OfType<string>());
}
