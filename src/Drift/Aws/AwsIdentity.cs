using Amazon.Runtime;

namespace Starface.Drift.Aws;

/// <summary>Identifies the account of credentials without asking the cloud and without any secret.</summary>
internal static class AwsIdentity
{
    /// <summary>
    /// What identifies the account: the id of an access key, which belongs to one account for ever, or the role that is assumed. Null where
    /// only the cloud or another program could tell.
    /// </summary>
    public static string? For(AWSCredentials? credentials) => credentials switch
    {
        AssumeRoleAWSCredentials role => $"role {role.RoleArn}",
        AssumeRoleWithWebIdentityCredentials web => $"role {web.RoleArn}",
        FederatedAWSCredentials federated => $"role {federated.RoleArn}",
        SSOAWSCredentials sso => $"sso {sso.AccountId} {sso.RoleName}",
        // Keys that are given as they are. Any other kind is obtained at the time, and may come from elsewhere the next time.
        BasicAWSCredentials or SessionAWSCredentials or EnvironmentVariablesAWSCredentials =>
            ForKey(credentials.GetCredentials().AccessKey),
        _ => null,
    };

    private static string? ForKey(string? accessKey) => string.IsNullOrEmpty(accessKey) ? null : $"key {accessKey}";
}
