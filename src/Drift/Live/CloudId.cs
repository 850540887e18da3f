using Starface.Policy.Planning;

namespace Starface.Drift.Live;

/// <summary>How clouds are called: in files and JSON, and in sentences.</summary>
internal static class CloudId
{
    private const int LongestAbbreviation = 3;

    /// <summary>The id in files and JSON.</summary>
    public static string Of(Cloud cloud) => cloud.ToString().ToLowerInvariant();

    /// <summary>The name in sentences.</summary>
    public static string Title(Cloud cloud)
    {
        var name = cloud.ToString();
        return name.Length <= LongestAbbreviation ? name.ToUpperInvariant() : name;
    }
}
