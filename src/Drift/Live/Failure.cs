using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Azure;
using Azure.Identity;

namespace Starface.Drift.Live;

/// <summary>Says in one sentence why a cloud could not be read, and how to mend it.</summary>
internal static class Failure
{
    private static readonly string[] Throttled = ["Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests", "SlowDown", "RequestThrottled"];
    private static readonly string[] Denied = ["UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "AuthorizationFailed", "LinkedAuthorizationFailed"];
    private static readonly string[] Clock = ["RequestExpired", "RequestTimeTooSkewed", "SignatureDoesNotMatch", "InvalidSignatureException", "ExpiredAuthenticationToken"];
    private static readonly string[] Credentials = ["AuthFailure", "InvalidClientTokenId", "ExpiredToken", "ExpiredTokenException", "UnrecognizedClientException", "InvalidAuthenticationToken", "AuthenticationFailed", "OptInRequired"];

    /// <summary>How the client of AWS begins when no place had credentials.</summary>
    private const string NoCredentials = "Failed to resolve AWS credentials";

    /// <summary>What Microsoft's sign-in says of an assertion that is not valid yet or any more.</summary>
    private static readonly string[] SignInClock = ["AADSTS700024", "AADSTS500133"];

    /// <summary>Clouds take requests of a clock that is this wrong.</summary>
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);

    /// <summary>Whether an exception is a failure of the cloud, the network or the credentials, and no defect of this program.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is AmazonClientException or AmazonServiceException or RequestFailedException or AuthenticationFailedException or AggregateException
            or HttpRequestException or SocketException or IOException or AuthenticationException or OperationCanceledException or TimeoutException
            or System.Xml.XmlException or System.Text.Json.JsonException or FormatException or ArgumentException;

    /// <summary>The sentence.</summary>
    /// <param name="what">What was being read, and where.</param>
    /// <param name="exception">What came up.</param>
    /// <param name="lastAttempt">How the last attempt failed, or null. Where the time is up, that is the reason, and the same one as when the attempts come to an end before.</param>
    public static string Of(string what, Exception exception, Exception? lastAttempt = null) =>
        $"{what}: {Why(exception is OperationCanceledException ? lastAttempt ?? exception : exception)}";

    private static string Why(Exception exception)
    {
        var all = Chain(exception).ToList();
        // What it holds beside this is what each place of a long search said, down to the machine's own network.
        if (all.OfType<AmazonClientException>().Any(client => client.Message.StartsWith(NoCredentials, StringComparison.Ordinal)))
            return "no credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, sign in, or name a profile with --profile.";
        // Azure says of a wrong clock no more than that the token is no good; but each answer tells the cloud's time.
        if (all.OfType<RequestFailedException>().Select(Skew).FirstOrDefault(skew => skew?.Duration() > MostSkew) is { } off)
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the credentials are not accepted, and this machine's clock is {Math.Round(off.Duration().TotalMinutes)} minutes {(off > TimeSpan.Zero ? "ahead of" : "behind")} the cloud's. Set the clock, then sign in again.");
        if (all.OfType<AuthenticationFailedException>().FirstOrDefault(signIn => Array.Exists(SignInClock, code => signIn.Message.Contains(code, StringComparison.Ordinal))) is { } expired)
            return $"the sign-in is not accepted for its time ({Redaction.Of(expired.Message)}). Compare this machine's clock with the cloud's, then the credentials.";
        var code = all.Select(CodeOf).FirstOrDefault(found => found is { Length: > 0 });
        if (code is not null)
        {
            var detail = $"({code}: {Redaction.Of(all[0].Message)})";
            if (Array.Exists(Throttled, code.Equals)) return $"the cloud throttles and did not stop doing so {detail}. Try again later, or with fewer instances at once.";
            if (Array.Exists(Denied, code.Equals)) return $"permission is missing {detail}. 'drift --permissions' prints what is needed.";
            if (Array.Exists(Clock, code.Equals)) return $"the request's signature or time is not accepted {detail}. Compare this machine's clock with the cloud's, then the credentials.";
            if (Array.Exists(Credentials, code.Equals)) return $"the credentials are not accepted {detail}. Sign in again.";
        }

        if (all.OfType<AuthenticationException>().FirstOrDefault() is { } tls)
            return $"the TLS connection failed: {Redaction.Of(tls.Message)} Check the address, the proxy and the machine's certificates.";
        if (all.OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return socket.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
                ? $"the host name cannot be resolved ({Redaction.Of(socket.Message)}). Check the region, --endpoint-url and the name servers."
                : $"the connection failed ({Redaction.Of(socket.Message)}). Check the network, the proxy and --endpoint-url.";
        }

        if (all.OfType<RequestFailedException>().FirstOrDefault() is { } failed)
        {
            return failed.Status switch
            {
                401 => $"the credentials are not accepted (status 401: {Redaction.Of(failed.Message)}). Sign in again.",
                403 => $"permission is missing (status 403: {Redaction.Of(failed.Message)}). 'drift --permissions' prints what is needed.",
                429 => "the cloud throttles and did not stop doing so (status 429). Try again later, or with fewer instances at once.",
                0 => $"the request failed: {Redaction.Of(failed.Message)}",
                _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the cloud answered with status {failed.Status}: {Redaction.Of(failed.Message)}"),
            };
        }

        if (all.OfType<AmazonServiceException>().FirstOrDefault() is { } service && (int)service.StatusCode > 0)
            return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the cloud answered with status {(int)service.StatusCode} ({Redaction.Of(service.ErrorCode ?? "no code")}): {Redaction.Of(service.Message)}");
        if (all.OfType<System.Xml.XmlException>().FirstOrDefault() is { } cut) return $"the answer is none of the cloud's, or cut off ({Redaction.Of(cut.Message)}). Try again; then check the proxy and --endpoint-url.";
        if (all.OfType<OperationCanceledException>().Any() || all.OfType<TimeoutException>().Any()) return "there was no answer within the time limit. Raise it with --timeout.";
        if (all.OfType<AuthenticationFailedException>().FirstOrDefault() is { } identity) return $"no credentials could be had: {Redaction.Of(identity.Message)}";
        return Redaction.Of(all[0].Message);
    }

    /// <summary>How far this machine's clock is ahead of the cloud's, where the cloud did not accept the credentials and told its time.</summary>
    private static TimeSpan? Skew(RequestFailedException failed) =>
        failed.Status == 401 && failed.GetRawResponse()?.Headers.Date is { } theirs ? DateTimeOffset.UtcNow - theirs : null;

    private static string? CodeOf(Exception exception) => exception switch
    {
        AmazonServiceException service => service.ErrorCode,
        RequestFailedException failed => failed.ErrorCode,
        _ => null,
    };

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            yield return current;
            if (current is AggregateException several)
            {
                foreach (var inner in several.InnerExceptions.SelectMany(Chain))
                    yield return inner;
            }
        }
    }
}
