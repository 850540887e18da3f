using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Xml;

namespace Starface.Drift.Live;

/// <summary>
/// Says in one sentence why a cloud could not be read, and how to fix it. What its client reports, each cloud explains itself.
/// </summary>
internal abstract class Failures
{
    /// <summary>What a message says where the credentials are not accepted.</summary>
    protected const string RefusedCredentials = "the credentials are not accepted";

    /// <summary>What a message says where a permission is missing, and what to do about the permission.</summary>
    protected const string MissingPermission = "permission is missing";

    /// <summary>How to find out which permissions are needed.</summary>
    protected const string ShowPermissions = "'drift --permissions' prints what is needed.";

    /// <summary>What to do where the cloud throttles.</summary>
    protected const string TryLater = "Try again later, or with fewer instances at once.";

    /// <summary>What to do where the time of a signature or sign-in is not accepted.</summary>
    protected const string CompareClock = "Compare this machine's clock with the cloud's, then the credentials.";

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

    /// <summary>Describes a failure in one sentence.</summary>
    /// <param name="what">What was being read, and where.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="lastAttempt">
    /// How the last attempt failed, or null. Where the time is up, that is the reason, and the same one as when the attempts come to an end
    /// before.
    /// </param>
    public string Describe(string what, Exception exception, Exception? lastAttempt = null)
    {
        var cause = exception is OperationCanceledException ? lastAttempt ?? exception : exception;
        return $"{what}: {Explain([.. Chain(cause)])}";
    }

    /// <summary>Whether the cloud's client throws exceptions of this type.</summary>
    protected abstract bool IsOfClient(Exception exception);

    /// <summary>
    /// Explains what only the cloud's client can tell: missing credentials, a wrong clock. Null when it is something else.
    /// </summary>
    /// <param name="chain">The exception and the ones it holds.</param>
    protected abstract string? ExplainCredentials(IReadOnlyList<Exception> chain);

    /// <summary>The cloud's own code of an error, or null.</summary>
    protected abstract string? CodeOf(Exception exception);

    /// <summary>Explains an answer without a known code by its status; null when there is no answer.</summary>
    /// <param name="chain">The exception and the ones it holds.</param>
    protected abstract string? ExplainStatus(IReadOnlyList<Exception> chain);

    /// <summary>Explains a sign-in that failed for another reason, or null.</summary>
    /// <param name="chain">The exception and the ones it holds.</param>
    protected virtual string? ExplainSignIn(IReadOnlyList<Exception> chain) => null;

    private string Explain(List<Exception> chain) =>
        ExplainCredentials(chain)
        ?? ExplainCode(chain)
        ?? ExplainConnection(chain)
        ?? ExplainStatus(chain)
        ?? ExplainAnswer(chain)
        ?? ExplainSignIn(chain)
        ?? Redaction.Of(chain[0].Message);

    private string? ExplainCode(List<Exception> chain)
    {
        if (chain.Select(CodeOf).FirstOrDefault(found => found is { Length: > 0 }) is not { } code) return null;
        var detail = $"({code}: {Redaction.Of(chain[0].Message)})";
        if (Throttled.Contains(code)) return $"the cloud throttles and did not stop doing so {detail}. {TryLater}";
        if (Denied.Contains(code)) return $"{MissingPermission} {detail}. {ShowPermissions}";
        if (Clock.Contains(code)) return $"the request's signature or time is not accepted {detail}. {CompareClock}";
        return Credentials.Contains(code) ? $"{RefusedCredentials} {detail}. Sign in again." : null;
    }

    private static string? ExplainConnection(List<Exception> chain)
    {
        if (chain.OfType<AuthenticationException>().FirstOrDefault() is { } tls)
            return $"the TLS connection failed: {Redaction.Of(tls.Message)} Check the address, the proxy and the machine's certificates.";
        if (chain.OfType<SocketException>().FirstOrDefault() is not { } socket) return null;
        return socket.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
            ? $"the host name cannot be resolved ({Redaction.Of(socket.Message)}). Check the region, --endpoint-url and the name servers."
            : $"the connection failed ({Redaction.Of(socket.Message)}). Check the network, the proxy and --endpoint-url.";
    }

    private static string? ExplainAnswer(List<Exception> chain)
    {
        if (chain.OfType<XmlException>().FirstOrDefault() is { } cut)
        {
            var detail = Redaction.Of(cut.Message);
            return $"the answer did not come from the cloud, or is incomplete ({detail}). "
                + "Try again; then check the proxy and --endpoint-url.";
        }

        return chain.Exists(failure => failure is OperationCanceledException or TimeoutException)
            ? "there was no answer within the time limit. Raise it with --timeout."
            : null;
    }

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
