using Amazon.Runtime;

namespace Starface.Drift.Aws;

/// <summary>Tells whose credentials are used, without asking the cloud and without any secret.</summary>
internal static class AwsIdentity
{
    /// <summary>
    /// What identifies the account: the id of an access key, which belongs to one account for ever, or the role that is assumed. Null where only the
    /// cloud or another program could tell.
    /// </summary>
    public static string? Of(AWSCredentials? credentials) => credentials switch
    {
        AssumeRoleAWSCredentials role => $"role {role.RoleArn}",
        AssumeRoleWithWebIdentityCredentials web => $"role {web.RoleArn}",
        FederatedAWSCredentials federated => $"role {federated.RoleArn}",
        SSOAWSCredentials sso => $"sso {sso.AccountId} {sso.RoleName}",
        // Keys that stand there as they are. Any other kind is had from somewhere at the time, and may be had from elsewhere the next time.
        BasicAWSCredentials or SessionAWSCredentials or EnvironmentVariablesAWSCredentials => credentials.GetCredentials().AccessKey is { Length: > 0 } key ? $"key {key}" : null,
        _ => null,
    };
}
