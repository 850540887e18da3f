using System.Net;

namespace Starface.Probes.Clients;

/// <summary>
/// The site of a host: the last two labels of its name, which its owner has. Where an answer in the clear sends the client to another site
/// it may be the one of a captive portal.
/// </summary>
internal static class WebSite
{
    /// <summary>The host of another site that an answer sends on to; null where it stays at those that the policy names.</summary>
    /// <param name="location">Where the answer sends on to, or null.</param>
    /// <param name="attempt">The attempt.</param>
    public static string? FindOther(string? location, Attempt attempt)
    {
        var host = attempt.Probe.Host ?? attempt.Remote.Address.ToString();
        if (!Uri.TryCreate(location, UriKind.RelativeOrAbsolute, out var target)) return null;
        if (!target.IsAbsoluteUri)
        {
            // "//other.example/" names a host, and "/path" does not.
            if (!location!.StartsWith("//", StringComparison.Ordinal) || !Uri.TryCreate($"http:{location}", UriKind.Absolute, out target))
                return null;
        }

        // A path of this machine's file system is an absolute address to the library.
        if (target.Host.Length == 0) return null;
        var isOwn = attempt.Hosts.Append(host).Any(own => IsSameSite(own, target.Host));
        return isOwn ? null : target.Host;
    }

    private static bool IsSameSite(string one, string other) =>
        string.Equals(SiteOf(one), SiteOf(other), StringComparison.OrdinalIgnoreCase);

    private static string SiteOf(string host)
    {
        const int labels = 2;
        return IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? address.ToString()
            : string.Join('.', host.TrimEnd('.').Split('.').TakeLast(labels));
    }
}
