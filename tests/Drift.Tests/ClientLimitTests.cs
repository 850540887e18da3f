using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SSO;
using Amazon.SSO.Model;
using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using Starface.Drift.Aws;

namespace Starface.Drift.Tests;

/// <summary>Every client that is used on the way to a cloud: none follows a redirect, and none reads an answer that does not end.</summary>
public sealed class ClientLimitTests
{
    private static readonly BasicAWSCredentials Credentials = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY00");

    /// <summary>What each client asks for, of a server on the loopback address.</summary>
    private static readonly Dictionary<string, Func<Uri, CancellationToken, Task>> Clients = new(StringComparer.Ordinal)
    {
        ["EC2"] = async (address, token) =>
        {
            using var client = AwsClients.Create(new AwsAccess("eu-central-1") { Endpoint = address }, Credentials);
            await client.DescribeSubnetsAsync(new Amazon.EC2.Model.DescribeSubnetsRequest(), token);
        },
        ["STS, for roles"] = async (address, token) =>
        {
            using var client = new AmazonSecurityTokenServiceClient(Credentials, Config<AmazonSecurityTokenServiceConfig>(address));
            await client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::1:role/r", RoleSessionName = "session" }, token);
        },
        ["SSO"] = async (address, token) =>
        {
            using var client = new AmazonSSOClient(new AnonymousAWSCredentials(), Config<AmazonSSOConfig>(address));
            await client.GetRoleCredentialsAsync(
                new GetRoleCredentialsRequest { AccessToken = "t", AccountId = "1", RoleName = "r" }, token);
        },
        ["SSO, for tokens"] = async (address, token) =>
        {
            using var client = new AmazonSSOOIDCClient(new AnonymousAWSCredentials(), Config<AmazonSSOOIDCConfig>(address));
            await client.CreateTokenAsync(
                new CreateTokenRequest { ClientId = "c", ClientSecret = "s", GrantType = "refresh_token", RefreshToken = "r" }, token);
        },
    };

    public static TheoryData<string, int> Answers =>
        new(from client in Clients.Keys from status in new[] { 200, 302, 308, 400 } select (client, status));

    [Theory]
    [MemberData(nameof(Answers))]
    [Trait("Category", "Slow")]
    public async Task A_client_of_aws_follows_no_redirect_and_reads_no_answer_without_end(string client, int status)
    {
        var isRedirect = status is > 300 and < 400;
        await using var other = new LoopbackServer(_ => new LoopbackAnswer("{}"));
        await using var server = new LoopbackServer(_ => new LoopbackAnswer("", status)
        {
            Headers = isRedirect ? new() { ["Location"] = new Uri(other.Address, "/elsewhere").AbsoluteUri } : [],
            ContentType = "text/xml",
            IsEndless = !isRedirect,
        });

        await Assert.ThrowsAnyAsync<Exception>(() => Clients[client](server.Address, TestContext.Current.CancellationToken));

        Assert.InRange(server.Requests, 1, 10);
        Assert.Equal(0, other.Requests);
    }

    [Fact]
    public async Task Azure_follows_no_redirect_and_reads_no_answer_without_end()
    {
        await using var other = new LoopbackServer(_ => new LoopbackAnswer("""{"value":[]}"""));
        foreach (var status in new[] { 200, 302, 307, 308, 403, 404 })
        {
            await using var arm = new ArmServer();
            arm.Faults[ArmServer.Groups] = (_, _) => new LoopbackAnswer("", status)
            {
                Headers = status > 300 ? new() { ["Location"] = new Uri(other.Address, "/elsewhere").AbsoluteUri } : [],
                IsEndless = status is < 300 or >= 400,
            };

            using var reader = arm.Reader();
            var survey = await reader.ReadGroupsAsync(new([], ["customer-01"]), tagsOnly: false, TestContext.Current.CancellationToken);

            var problem = Assert.Single(survey.Problems).Describe();
            var expected = status < 300 ? "more than 256 MiB" : status < 400 ? "status 30" : "more than 1 MiB";
            Assert.Contains(expected, problem, StringComparison.Ordinal);
        }

        Assert.Equal(0, other.Requests);
    }

    private static T Config<T>(Uri address)
        where T : ClientConfig, new()
    {
        // The factory of connections is set where clients are made.
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(AwsClients).TypeHandle);
        return new T { ServiceURL = address.AbsoluteUri, AuthenticationRegion = "eu-central-1", MaxErrorRetry = 1 };
    }
}
