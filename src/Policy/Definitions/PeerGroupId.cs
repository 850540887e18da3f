using System.Text;

namespace Starface.Policy;

/// <summary>Ids of peer groups: the kebab-case form of the type's name, so that <c>SipProviders</c> is <c>sip-providers</c>.</summary>
internal static class PeerGroupId
{
    /// <summary>The id of the peer group of all addresses.</summary>
    public const string Anywhere = "anywhere";

    /// <summary>The id of a peer group type.</summary>
    /// <param name="typeName">The simple name of the type.</param>
    public static string FromTypeName(string typeName)
    {
        var id = new StringBuilder(typeName.Length + 4);
        for (var i = 0; i < typeName.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(typeName[i])
                && (!char.IsUpper(typeName[i - 1]) || (i + 1 < typeName.Length && char.IsLower(typeName[i + 1])));
            if (startsWord) id.Append('-');
            id.Append(char.ToLowerInvariant(typeName[i]));
        }

        return id.ToString();
    }

    /// <summary>
    /// Whether a name that a person wrote refers to a peer group. Letter case and hyphens are ignored, so the type's name works as well as
    /// its id.
    /// </summary>
    /// <param name="id">The id of the peer group.</param>
    /// <param name="written">What a person wrote.</param>
    public static bool Matches(string id, string written) =>
        string.Equals(Plain(id), Plain(written), StringComparison.Ordinal);

    /// <summary>What every way to write a name has in common.</summary>
    /// <param name="written">What a person wrote.</param>
    public static string Plain(string written) => written.Replace("-", "").Replace("_", "").ToLowerInvariant();
}
