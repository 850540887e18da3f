using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Xml;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Drift.Live;

/// <summary>
/// Explains why a cloud could not be read, and how to fix it. What its client reports, each cloud explains itself.
/// </summary>
internal abstract class Failures
{
    /// <summary>What a message says where the credentials are not accepted.</summary>
    protected const string RefusedCredentials = "the credentials are not accepted";

    /// <summary>What to do where the time of a signature or sign-in is not accepted.</summary>
    protected const string CompareClock = "compare this machine's clock with the cloud's, then the credentials";

    private static readonly string[] Throttled =
        ["Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests", "SlowDown", "RequestThrottled"];

    private static readonly string[] Denied =
        ["UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "AuthorizationFailed", "LinkedAuthorizationFailed"];

    private static readonly string[] Clock =
        ["RequestExpired", "RequestTimeTooSkewed", "SignatureDoesNotMatch", "InvalidSignatureException", "ExpiredAuthenticationToken"];

    private static readonly string[] Credentials =
    [
        "AuthFailure", "InvalidClientTokenId", "ExpiredToken", "ExpiredTokenException", "UnrecognizedClientException",
        "InvalidAuthenticationToken", "AuthenticationFailed", "OptInRequired",
    ];

    /// <summary>Whether an exception is a failure of the cloud, the network or the credentials, and not a defect of this program.</summary>
    public bool IsExpected(Exception exception) =>
        IsOfClient(exception)
        || exception is AggregateException or HttpRequestException or SocketException or IOException or AuthenticationException
            or OperationCanceledException or TimeoutException or XmlException or JsonException or FormatException or ArgumentException;

    /// <summary>The problem of a failure.</summary>
    /// <param name="source">The region or subscription that was being read.</param>
    /// <param name="what">What could not be done, such as <c>The groups could not be read</c>.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="lastAttempt">
    /// How the last attempt failed, or null. Where the time is up, that is the reason, and the same one as when the attempts come to an end
    /// before.
    /// </param>
    public Problem Explain(string source, string what, Exception exception, Exception? lastAttempt = null)
    {
        var cause = Explain([.. Chain(exception is OperationCanceledException ? lastAttempt ?? exception : exception)]);
        return cause with { Place = new Place { Source = source }, Message = $"{what}: {cause.Message}" };
    }

    /// <summary>The problem of credentials that the cloud refuses.</summary>
    /// <param name="detail">What the cloud said.</param>
    protected static Problem RefuseCredentials(string detail) => Refused($"{RefusedCredentials} ({detail})", "sign in again");

    /// <summary>The problem of a missing permission.</summary>
    /// <param name="detail">What the cloud said.</param>
    protected static Problem LackPermission(string detail) =>
        Refused($"permission is missing ({detail})", "'drift --permissions' prints what is needed");

    /// <summary>The problem of a cloud that throttles.</summary>
    /// <param name="detail">What the cloud said.</param>
    protected static Problem Throttle(string detail) => Problem.Error(
        ProblemIds.Throttled,
        $"the cloud throttles and did not stop doing so ({detail})",
        "try again later, or with fewer instances at once");

    /// <summary>The problem of access that the cloud refuses for another reason.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="fix">What to do about it, or null where that depends.</param>
    protected static Problem Refused(string message, string? fix = null) => Problem.Error(ProblemIds.AccessRefused, message, fix);

    /// <summary>The problem of a cloud that could not be asked, or did not answer.</summary>
    /// <inheritdoc cref="Refused"/>
    protected static Problem Unread(string message, string? fix = null) => Problem.Error(ProblemIds.SourceUnread, message, fix);

    /// <summary>Whether the cloud's client throws exceptions of this type.</summary>
    protected abstract bool IsOfClient(Exception exception);

    /// <summary>
    /// Explains what only the cloud's client can tell: missing credentials, a wrong clock. Null when it is something else.
    /// </summary>
    /// <param name="chain">The exception and the ones it holds.</param>
    protected abstract Problem? ExplainCredentials(IReadOnlyList<Exception> chain);

    /// <summary>The cloud's own code of an error, or null.</summary>
    protected abstract string? CodeOf(Exception exception);

    /// <summary>Explains an answer without a known code by its status; null when there is no answer.</summary>
    /// <param name="chain">The exception and the ones it holds.</param>
    protected abstract Problem? ExplainStatus(IReadOnlyList<Exception> chain);

    /// <summary>Explains a sign-in that failed for another reason, or null.</summary>
    /// <param name="chain">The exception and the ones it holds.</param>
    protected virtual Problem? ExplainSignIn(IReadOnlyList<Exception> chain) => null;

    private Problem Explain(List<Exception> chain) =>
        ExplainCredentials(chain)
        ?? ExplainCode(chain)
        ?? ExplainConnection(chain)
        ?? ExplainStatus(chain)
        ?? ExplainAnswer(chain)
        ?? ExplainSignIn(chain)
        ?? ExplainContent(chain)
        ?? Unread(Redaction.Reason(chain[0], hasCode: false));

    private Problem? ExplainCode(List<Exception> chain)
    {
        if (chain.Select(CodeOf).FirstOrDefault(found => found is { Length: > 0 }) is not { } code) return null;
        var detail = $"{code}: {Redaction.Reason(chain[0], hasCode: true)}";
        if (Throttled.Contains(code)) return Throttle(detail);
        if (Denied.Contains(code)) return LackPermission(detail);
        if (Clock.Contains(code)) return Refused($"the request's signature or time is not accepted ({detail})", CompareClock);
        return Credentials.Contains(code) ? RefuseCredentials(detail) : null;
    }

    private static Problem? ExplainConnection(List<Exception> chain)
    {
        if (chain.OfType<AuthenticationException>().FirstOrDefault() is { } tls)
        {
            return Unread(
                $"the TLS connection failed: {Redaction.Redact(tls)}",
                "check the address, the proxy and the machine's certificates");
        }

        if (chain.OfType<SocketException>().FirstOrDefault() is not { } socket) return null;
        return socket.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
            ? Unread(
                $"the host name cannot be resolved ({Redaction.Redact(socket)})",
                "check the region, --endpoint-url and the name servers")
            : Unread(
                $"the connection failed ({Redaction.Redact(socket)})", "check the network, the proxy and --endpoint-url");
    }

    private static Problem? ExplainAnswer(List<Exception> chain)
    {
        if (chain.OfType<XmlException>().FirstOrDefault() is { } cut)
        {
            return Problem.Error(
                ProblemIds.NotUnderstood,
                $"the answer did not come from the cloud, or is incomplete ({Redaction.Reason(cut, hasCode: false)})",
                "try again; then check the proxy and --endpoint-url");
        }

        return chain.Exists(failure => failure is OperationCanceledException or TimeoutException)
            ? Unread("there was no answer within the time limit", "raise it with --timeout")
            : null;
    }

    /// <summary>What this program itself finds wrong with an answer.</summary>
    private static Problem? ExplainContent(List<Exception> chain) => chain[0] is FormatException or JsonException
        ? Problem.Error(ProblemIds.NotUnderstood, Redaction.Redact(chain[0]))
        : null;

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            yield return current;
            if (current is AggregateException several)
            {
                foreach (var inner in several.InnerExceptions.SelectMany(Chain)) yield return inner;
            }
        }
    }
}
