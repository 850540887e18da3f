using System.Collections.Immutable;

namespace Starface.Policy.Clouds;

/// <summary>The values of one instance's configuration keys, as a cloud reads its own.</summary>
internal interface IInstanceSettings
{
    /// <summary>Whether the key is there, whatever its value.</summary>
    bool Has(string key);

    /// <summary>A text, or null where the key is missing or its value is not a text, which is reported.</summary>
    string? ReadText(string key);

    /// <summary>The text of a number, or null where the key is missing or its value is another one, which is reported.</summary>
    string? ReadNumber(string key);

    /// <summary><c>true</c> or <c>false</c>; anything else is reported.</summary>
    /// <param name="key">The key.</param>
    /// <param name="absent">The value where the key is missing.</param>
    bool ReadFlag(string key, bool absent);

    /// <summary>Ids of cloud resources, each under a name that becomes part of a resource's name.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isId">Tells valid ids from others.</param>
    /// <param name="form">The form of a valid id, for the message.</param>
    ImmutableSortedDictionary<string, string?> ReadIds(string key, Func<string, bool> isId, string form);

    /// <summary>The region that the stack's configuration gives to the cloud's provider, or null where it gives none.</summary>
    string? ProviderRegion { get; }

    /// <summary>Reports a problem with a key.</summary>
    void Report(string key, Problem problem);
}
