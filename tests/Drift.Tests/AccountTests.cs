using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Starface.Policy.Planning;

namespace Starface.Drift.Tests;

/// <summary>
/// Profiles, roles and Ctrl-C, with the command line as a process. The group is in another account, which only the role sees.
/// </summary>
public sealed class AccountTests(MotoServer moto) : IClassFixture<MotoServer>, IDisposable
{
    private const string Region = "eu-central-1";
    private const string Role = "arn:aws:iam::222222222222:role/drift";
    private readonly string _folder = Directory.CreateTempSubdirectory("accounts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_role_or_a_profile_reads_its_account_and_no_key_is_printed()
    {
        if (moto.Address is null) Assert.Skip(moto.Reason);
        var group = await CreateInOtherAccountAsync(moto.Address);
        WriteStack();
        File.WriteAllText(
            Path.Combine(_folder, "credentials"),
            "[own]\naws_access_key_id = AKIAOWNACCOUNT000001\naws_secret_access_key = own-secret-of-the-file\n");
        File.WriteAllText(
            Path.Combine(_folder, "config"),
            $"[profile own]\nregion = {Region}\n\n[profile other]\nrole_arn = {Role}\nsource_profile = own\nregion = {Region}\n");

        var byRole = await RunAsync("--role-arn", Role);
        var byProfile = await RunAsync("--profile", "other");
        var own = await RunAsync("--profile", "own");
        var none = await RunAsync("--profile", "absent");

        foreach (var run in new[] { byRole, byProfile })
        {
            Assert.Contains(group, run.Output, StringComparison.Ordinal);
            Assert.Equal(2, run.Code);
        }

        Assert.Contains($"No group in AWS {Region}, profile own carries the tag", own.Output, StringComparison.Ordinal);
        Assert.Equal(1, own.Code);
        Assert.Contains("there is no profile 'absent'", none.Output, StringComparison.Ordinal);
        Assert.Equal(1, none.Code);
        foreach (var run in new[] { byRole, byProfile, own, none })
        {
            Assert.DoesNotContain("own-secret-of-the-file", run.Output + run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("AKIAOWNACCOUNT000001", run.Output + run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_credentials_anywhere_are_said_in_one_sentence()
    {
        WriteStack();
        var nowhere = new Dictionary<string, string>
        {
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_folder, "none"),
            ["AWS_CONFIG_FILE"] = Path.Combine(_folder, "none"),
        };
        var (code, output, _) = await CommandProcess.EndAsync(
            CommandProcess.Start(_folder, nowhere, "drift", "--stack", "one", "--scope", "group", "--endpoint-url", "http://127.0.0.1:9"));
        Assert.Equal(1, code);
        Assert.Contains(
            "could not be read: no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, sign in, or name a profile "
                + "with --profile.\n",
            output.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task Ctrl_c_and_the_end_of_a_job_end_a_hang_and_say_what_was_not_read(string sent)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signal that one process sends another.");
        var arrived = new TaskCompletionSource();
        await using var server = new LoopbackServer(_ =>
        {
            arrived.TrySetResult();
            return null;
        });
        WriteStack();
        using var process = CommandProcess.Start(
            _folder,
            Keys(server.Address),
            ["drift", "--stack", "one", "--scope", "group", "--endpoint-url", server.Address.AbsoluteUri, "--timeout", "3600"]);
        await arrived.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using (var signal = System.Diagnostics.Process.Start("kill", [sent, FormattableString.Invariant($"{process.Id}")]))
            await signal.WaitForExitAsync(TestContext.Current.CancellationToken);
        var (code, output, _) = await CommandProcess.EndAsync(process);
        TestContext.Current.TestOutputHelper?.WriteLine($"ended {watch.ElapsedMilliseconds} ms after the signal");
        Assert.Equal(1, code);
        Assert.Contains("Reading was interrupted", output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] account)
    {
        var environment = account[0] == "--profile" ? [] : Keys(moto.Address!);
        environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_folder, "credentials");
        environment["AWS_CONFIG_FILE"] = Path.Combine(_folder, "config");
        environment["AWS_ENDPOINT_URL_STS"] = moto.Address!.AbsoluteUri;
        return CommandProcess.EndAsync(
            CommandProcess.Start(
                _folder,
                environment,
                ["drift", "--stack", "one", "--scope", "group", "--endpoint-url", moto.Address.AbsoluteUri, .. account]));
    }

    private static Dictionary<string, string> Keys(Uri endpoint) => new()
    {
        ["AWS_ACCESS_KEY_ID"] = "AKIAOWNACCOUNT000001",
        ["AWS_SECRET_ACCESS_KEY"] = "own-secret-of-the-file",
        ["AWS_ENDPOINT_URL_STS"] = endpoint.AbsoluteUri,
    };

    private void WriteStack()
    {
        File.WriteAllText(Path.Combine(_folder, "Pulumi.yaml"), "name: starface\n");
        File.WriteAllText(Path.Combine(_folder, "Pulumi.one.yaml"), $$"""
            config:
              starface:cloud: aws
              starface:name: account-test
              starface:region: {{Region}}
              starface:policy: cloud-pbx
              starface:peers:
                phones: [203.0.113.0/24]
                sip-providers: [198.51.100.0/25]
                administrators: [192.0.2.0/28]
                resolvers: [192.0.2.253]
                time-servers: [192.0.2.254]

            """);
    }

    private static async Task<string> CreateInOtherAccountAsync(Uri address)
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonSecurityTokenServiceConfig { ServiceURL = address.AbsoluteUri, AuthenticationRegion = Region });
        var other = (await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "test" })).Credentials;
        using var client = new AmazonEC2Client(
            other, new AmazonEC2Config { ServiceURL = address.AbsoluteUri, AuthenticationRegion = Region });
        return (await client.CreateSecurityGroupAsync(new CreateSecurityGroupRequest
        {
            GroupName = "account-test",
            Description = "other account",
            VpcId = (await client.DescribeVpcsAsync(new DescribeVpcsRequest())).Vpcs[0].VpcId,
            TagSpecifications =
            [
                new TagSpecification
                {
                    ResourceType = ResourceType.SecurityGroup,
                    Tags = [new Amazon.EC2.Model.Tag(PlanTags.Instance, "account-test")],
                },
            ],
        })).GroupId;
    }
}
