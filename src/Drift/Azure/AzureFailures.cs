using System.Globalization;
using Azure;
using Azure.Identity;
using Starface.Drift.Live;
using Starface.Policy;

namespace Starface.Drift.Azure;

/// <summary>Explains the exceptions of the Azure clients.</summary>
internal sealed class AzureFailures : Failures
{
    /// <summary>What Microsoft's sign-in says of an assertion that is not valid yet or any more.</summary>
    private static readonly string[] SignInClock = ["AADSTS700024", "AADSTS500133"];

    /// <summary>How the codes of Microsoft's sign-in begin.</summary>
    private const string SignInCode = "AADSTS";

    /// <summary>Clouds accept requests of a clock that is this wrong.</summary>
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(5);

    private AzureFailures()
    {
    }

    /// <summary>The only instance.</summary>
    public static AzureFailures Instance { get; } = new();

    /// <inheritdoc/>
    protected override bool IsOfClient(Exception exception) => exception is RequestFailedException or AuthenticationFailedException;

    /// <inheritdoc/>
    protected override Problem? ExplainCredentials(IReadOnlyList<Exception> chain)
    {
        // Azure says of a wrong clock no more than that the token is not valid; but each answer tells the cloud's time.
        if (chain.OfType<RequestFailedException>().Select(FindSkew).FirstOrDefault(skew => skew?.Duration() > MostSkew) is { } off)
        {
            var minutes = Math.Round(off.Duration().TotalMinutes).ToString(CultureInfo.InvariantCulture);
            var direction = off > TimeSpan.Zero ? "ahead of" : "behind";
            var skew = $"this machine's clock is {minutes} minutes {direction} the cloud's";
            return Refused($"{RefusedCredentials}, and {skew}", "set the clock, then sign in again");
        }

        var expired = chain.OfType<AuthenticationFailedException>()
            .FirstOrDefault(signIn => Array.Exists(SignInClock, code => signIn.Message.Contains(code, StringComparison.Ordinal)));
        return expired is null
            ? null
            : Refused($"the sign-in is not accepted for its time ({Redaction.Reason(expired, hasCode: true)})", CompareClock);
    }

    /// <inheritdoc/>
    protected override string? CodeOf(Exception exception) => (exception as RequestFailedException)?.ErrorCode;

    /// <inheritdoc/>
    protected override Problem? ExplainStatus(IReadOnlyList<Exception> chain)
    {
        if (chain.OfType<RequestFailedException>().FirstOrDefault() is not { } failed) return null;
        var message = failed.ErrorCode is { Length: > 0 } code
            ? $"{Redaction.Redact(code)}: {Redaction.Reason(failed, hasCode: true)}"
            : Redaction.Reason(failed, hasCode: false);
        return failed.Status switch
        {
            401 => RefuseCredentials($"status 401: {message}"),
            403 => LackPermission($"status 403: {message}"),
            429 => Throttle("status 429"),
            0 => Unread($"the request failed: {message}"),
            var status => Unread($"the cloud answered with status {status.ToString(CultureInfo.InvariantCulture)}: {message}"),
        };
    }

    /// <inheritdoc/>
    protected override Problem? ExplainSignIn(IReadOnlyList<Exception> chain) =>
        chain.OfType<AuthenticationFailedException>().FirstOrDefault() is { } identity
            ? Refused(
                "no credentials could be obtained: "
                    + Redaction.Reason(identity, hasCode: identity.Message.Contains(SignInCode, StringComparison.Ordinal)))
            : null;

    /// <summary>
    /// How far this machine's clock is ahead of the cloud's, where the cloud did not accept the credentials and told its time.
    /// </summary>
    private static TimeSpan? FindSkew(RequestFailedException failed) =>
        failed.Status == 401 && failed.GetRawResponse()?.Headers.Date is { } theirs ? DateTimeOffset.UtcNow - theirs : null;
}
