using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;

namespace Starface.Drift.Aws;

/// <summary>Makes clients of EC2.</summary>
internal static class AwsClients
{
    private const int Retries = 5;
    private const string SessionName = "starface-policy-drift";

    /// <summary>A client that retries adaptively when it is throttled.</summary>
    /// <param name="access">The region and account.</param>
    /// <param name="credentials">The credentials, or null to look for them as the access says.</param>
    /// <exception cref="AmazonClientException">There are no credentials, or no such profile or region.</exception>
    public static IAmazonEC2 Create(AwsAccess access, AWSCredentials? credentials = null)
    {
        var config = new AmazonEC2Config { RetryMode = RequestRetryMode.Adaptive, MaxErrorRetry = Retries };
        if (access.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = access.Region ?? "us-east-1";
        }
        else if (access.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        else if (access.Profile is { } named && new CredentialProfileStoreChain().TryGetProfile(named, out var profile) && profile.Region is { } usual)
        {
            config.RegionEndpoint = usual;
        }

        credentials ??= FromProfile(access);
        if (access.RoleArn is { } role)
        {
            var source = credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials();
            var options = new AssumeRoleAWSCredentialsOptions();
            credentials = new AssumeRoleAWSCredentials(source, role, SessionName, options);
        }

        return credentials is null ? new AmazonEC2Client(config) : new AmazonEC2Client(credentials, config);
    }

    private static AWSCredentials? FromProfile(AwsAccess access)
    {
        if (access.Profile is not { } profile) return null;
        return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var found)
            ? found
            : throw new AmazonClientException($"there is no profile '{profile}' in the shared AWS configuration");
    }
}
