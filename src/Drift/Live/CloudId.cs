using Starface.Policy.Planning;

namespace Starface.Drift.Live;

/// <summary>tmp</summary>
internal static class CloudId
{
    public static string Of(Cloud cloud) => cloud.ToString().ToLowerInvariant();
    public static string Title(Cloud cloud) => cloud.ToString() is var text && text.Length == 3 ? text.ToUpperInvariant() : text;
}
