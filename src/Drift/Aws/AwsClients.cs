using System.Diagnostics.CodeAnalysis;
using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;
using Starface.Policy.Problems;

namespace Starface.Drift.Aws;

/// <summary>Makes clients of EC2.</summary>
internal static class AwsClients
{
    private const int Retries = 5;
    private const string SessionName = "starface-policy-drift";

    // The SDK makes these by their names, which a native program does not keep otherwise: for roles, web identities and sign-on.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceConfig))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSSOClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSSOConfig))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSSOOIDCClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSSOOIDCConfig))]
    static AwsClients() => AWSConfigs.HttpClientFactory = new AwsHttpClients(InputLimits.Answer, InputLimits.ErrorAnswer);

    /// <summary>A client that retries adaptively when it is throttled.</summary>
    /// <param name="access">The region and account.</param>
    /// <param name="credentials">The credentials, or null to look for them as the access says.</param>
    /// <exception cref="AmazonClientException">There are no credentials, or no such profile or region.</exception>
    public static Ec2Client Create(AwsAccess access, AWSCredentials? credentials = null)
    {
        var config = ConfigOf(access);
        return Credentials(access, credentials) is { } found ? new Ec2Client(found, config) : new Ec2Client(config);
    }

    /// <summary>
    /// What identifies the account and region that such a client reads, without a secret: the same text is the same account. Null when it
    /// cannot be told without asking the cloud.
    /// </summary>
    /// <param name="access">The region and account.</param>
    /// <param name="credentials">The credentials, or null to look for them as the access says.</param>
    /// <exception cref="AmazonClientException">There are no credentials, or no such profile or region.</exception>
    public static string? IdentityOf(AwsAccess access, AWSCredentials? credentials = null)
    {
        var config = ConfigOf(access);
        var account = AwsIdentity.For(Credentials(access, credentials) ?? DefaultAWSCredentialsIdentityResolver.GetCredentials(config));
        if (account is null) return null;
        // Variables and the shared configuration may move the region and the addresses of the services as well.
        var roles = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_STS") ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        return string.Join('\n', account, config.ServiceURL ?? config.RegionEndpoint?.SystemName, config.AuthenticationRegion, roles);
    }

    private static AmazonEC2Config ConfigOf(AwsAccess access)
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
        else if (access.Profile is { } name && new CredentialProfileStoreChain().TryGetProfile(name, out var profile))
        {
            if (profile.Region is { } usual) config.RegionEndpoint = usual;
        }

        return config;
    }

    /// <summary>The credentials that the access names, or null for the usual search.</summary>
    private static AWSCredentials? Credentials(AwsAccess access, AWSCredentials? credentials)
    {
        credentials ??= FromProfile(access);
        if (access.RoleArn is not { } role) return credentials;
        var source = credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials();
        return new AssumeRoleAWSCredentials(source, role, SessionName, new AssumeRoleAWSCredentialsOptions());
    }

    private static AWSCredentials? FromProfile(AwsAccess access)
    {
        if (access.Profile is not { } profile) return null;
        return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var found)
            ? found
            : throw new AmazonClientException($"there is no profile '{profile}' in the shared AWS configuration");
    }
}
