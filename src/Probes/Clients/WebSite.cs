using System.Net;

namespace Starface.Probes.Clients;

/// <summary>
/// The site of a host: the last two labels of its name, which its owner has. Where an answer in the clear sends the client to another site
/// it may be the one of a captive portal. Below suffixes such as <c>co.uk</c> two labels have more than one owner, which is not told apart.
/// </summary>
internal static class WebSite
{
    /// <summary>Where an answer sends on to, if that is another site than those that the policy names; else null.</summary>
    /// <param name="location">Where the answer sends on to.</param>
    /// <param name="attempt">The attempt.</param>
    public static string? FindOther(string location, Attempt attempt)
    {
        // A browser leaves out tabs, reads '\' as '/', and a scheme with any number of slashes behind it as if there were two.
        var text = location.Replace("\t", "", StringComparison.Ordinal).Replace('\\', '/');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var hasScheme = colon > 0 && text.AsSpan(0, colon).IndexOfAny("/?#") < 0;
        if (!hasScheme && !text.StartsWith("//", StringComparison.Ordinal)) return null;
        var rest = (hasScheme ? text[(colon + 1)..] : text).TrimStart('/');
        if (!Uri.TryCreate($"http://{rest}", UriKind.Absolute, out var target)) return location;
        var host = attempt.Probe.Host ?? attempt.Remote.Address.ToString();
        return attempt.Hosts.Append(host).Any(own => IsSameSite(own, target.Host)) ? null : target.Host;
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
