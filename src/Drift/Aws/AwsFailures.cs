using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Starface.Drift.Live;
using Starface.Policy;

namespace Starface.Drift.Aws;

/// <summary>Explains the exceptions of the AWS client.</summary>
internal sealed class AwsFailures : Failures
{
    /// <summary>How the client's message begins when no place had credentials.</summary>
    private const string NoCredentials = "Failed to resolve AWS credentials";

    private AwsFailures()
    {
    }

    /// <summary>The only instance.</summary>
    public static AwsFailures Instance { get; } = new();

    /// <inheritdoc/>
    protected override bool IsOfClient(Exception exception) => exception
        is AmazonClientException or AmazonServiceException or HttpErrorResponseException or Amazon.Runtime.Internal.Auth.SignatureException
            or ProcessAWSCredentialException or FederatedAuthenticationFailureException or FederatedAuthenticationCancelledException;

    /// <inheritdoc/>
    protected override Problem? ExplainCredentials(IReadOnlyList<Exception> chain) =>
        // The rest of that message is what each place of a long search said, down to the machine's own network.
        chain.OfType<AmazonClientException>().Any(client => client.Message.StartsWith(NoCredentials, StringComparison.Ordinal))
            ? Refused(
                "no credentials were found",
                "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, sign in, or name a profile with --profile")
            : null;

    /// <inheritdoc/>
    protected override string? CodeOf(Exception exception) => (exception as AmazonServiceException)?.ErrorCode;

    /// <inheritdoc/>
    protected override Problem? ExplainStatus(IReadOnlyList<Exception> chain)
    {
        if (chain.OfType<AmazonServiceException>().FirstOrDefault() is not { } service || (int)service.StatusCode == 0) return null;
        var status = ((int)service.StatusCode).ToString(CultureInfo.InvariantCulture);
        var hasCode = service.ErrorCode is { Length: > 0 };
        var code = hasCode ? Redaction.Redact(service.ErrorCode) : "no code";
        return Unread($"the cloud answered with status {status} ({code}): {Redaction.Reason(service, hasCode)}");
    }
}
