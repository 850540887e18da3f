using System.Net.Security;
using System.Text;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Asks a web server for the head of its first page. Where it sends the client is not followed.</summary>
internal static class HttpClientProbe
{
    private const int ProxyAuthentication = 407;
    private const int NetworkAuthentication = 511;
    private const int LegalReasons = 451;
    private const int ServerError = 500;
    private const int FirstFinal = 200;
    private const int SwitchingProtocols = 101;
    private const int FirstRedirection = 300;
    private const int LastRedirection = 399;

    /// <summary>Tries it in the clear.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token) =>
        TcpDialog.HoldAsync(attempt, dialog => AskAsync(attempt, dialog), token);

    /// <summary>Asks in a connection that has begun.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="dialog">The connection.</param>
    public static Task<ProbeOutcome> AskAsync(Attempt attempt, TcpDialog dialog)
    {
        var host = attempt.Probe.Host ?? attempt.Remote.ToString();
        return dialog.AskAsync(
            Encoding.ASCII.GetBytes(
                $"HEAD / HTTP/1.1\r\nHost: {host}\r\nUser-Agent: starface-policy doctor\r\nAccept: */*\r\nConnection: close\r\n\r\n"),
            received => Read(received, attempt, isSecure: dialog.Stream is SslStream));
    }

    private static ProbeOutcome? Read(ReadOnlySpan<byte> received, Attempt attempt, bool isSecure)
    {
        while (TextLines.First(received) is { } line)
        {
            if (TextLines.StatusOf(line, "HTTP/1.") is not { } status)
                return new(ProbeVerdict.OtherAnswer, $"the answer begins with {Quoted.From(received)}");
            if (TextLines.HeadLength(received) is not { } length) return null;
            if (status is < FirstFinal and not SwitchingProtocols)
            {
                // What comes before the answer, such as '100 Continue'.
                received = received[length..];
                continue;
            }

            return Judge(status, received[..length], attempt, isSecure);
        }

        return null;
    }

    private static ProbeOutcome Judge(int status, ReadOnlySpan<byte> head, Attempt attempt, bool isSecure)
    {
        var answer = FormattableString.Invariant($"the server answers HTTP {status}");
        if (status == SwitchingProtocols) return new(ProbeVerdict.OtherAnswer, "the server changes to a protocol that was not asked for");
        if (status == LegalReasons) return new(ProbeVerdict.OtherAnswer, "a filter on the way answers HTTP 451 in place of the server");
        if (status is ProxyAuthentication or NetworkAuthentication) return new(ProbeVerdict.OtherAnswer, "a proxy asks for a sign-in");
        if (TextLines.ValuesOf(head, "X-Squid-Error").Count > 0)
            return new(ProbeVerdict.OtherAnswer, FormattableString.Invariant($"a proxy answers HTTP {status} in place of the server"));
        if (status >= ServerError) return new(ProbeVerdict.Refused, answer);
        var targets = status is >= FirstRedirection and <= LastRedirection ? TextLines.ValuesOf(head, "Location") : [];
        var other = targets.Concat(TextLines.ValuesOf(head, "Refresh").Select(TargetOf))
            .Select(target => WebSite.FindOther(target, attempt))
            .FirstOrDefault(host => host is not null);
        return other is null
            ? new(ProbeVerdict.Works, answer)
            : isSecure || attempt.Probe.Host is null
                ? new(ProbeVerdict.Works, $"{answer} and sends on to {Quoted.From(Encoding.ASCII.GetBytes(other))}")
                : new(
                    ProbeVerdict.OtherAnswer,
                    $"{answer} and sends on to {Quoted.From(Encoding.ASCII.GetBytes(other))}, which is another site: a captive portal?");
    }

    /// <summary>Where a value such as <c>5; url=http://…</c> leads; empty where it leads nowhere else.</summary>
    private static string TargetOf(string refresh)
    {
        var target = refresh.AsSpan(refresh.AsSpan().IndexOfAny(';', ',') + 1).Trim();
        if (target.Length == refresh.Length) return "";
        if (target.StartsWith("url", StringComparison.OrdinalIgnoreCase) && target[3..].TrimStart() is ['=', .. var value]) target = value;
        return target.Trim().Trim("'\"").ToString();
    }
}
