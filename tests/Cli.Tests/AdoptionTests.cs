using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>A group is adopted once in a stack, and where Pulumi looks for it.</summary>
public sealed class AdoptionTests
{
    [Fact]
    public void A_group_that_two_instances_adopt_is_refused_at_the_line_of_the_key()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.twice.yaml", """
            config:
              starface:cloud: aws
              starface:policy: yealink-phone-network
              starface:instances:
                - name: one
                  adoptGroupId: sg-0123456789abcdef0
                - name: two
                  adoptGroupId: sg-0123456789abcdef0
                - name: three
                  adoptGroupId: sg-0123456789abcdef1
            """);

        Assert.Equal(
            "error SFP5016: Pulumi.twice.yaml:8:21: starface:instances[1].adoptGroupId: 'sg-0123456789abcdef0' is adopted by 'one' "
                + "already, and 'two' would adopt it as well; adopt a group once.\n",
            Preview(folder, "twice").Error);
    }

    [Fact]
    public void A_group_that_is_every_instances_default_is_refused_at_the_top()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.top.yaml", """
            config:
              starface:cloud: aws
              starface:policy: yealink-phone-network
              starface:adoptGroupId: sg-0123456789abcdef0
              starface:instances: [{ name: one }, { name: two }]
            """);

        Assert.Contains(
            "SFP5016: Pulumi.top.yaml:4:26: starface:adoptGroupId: 'sg-0123456789abcdef0' is adopted by 'one' already, and 'two'",
            Preview(folder, "top").Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-central-1", "us-east-1", false)]
    [InlineData("eu-central-1", "eu-central-1", true)]
    [InlineData("eu-central-1", null, true)]
    [InlineData(null, "us-east-1", true)]
    public void A_group_is_adopted_where_the_provider_looks_for_it(string? region, string? provider, bool isFine)
    {
        using var folder = new TemporaryFolder();
        string?[] lines =
        [
            "config:",
            provider is null ? null : $"  aws:region: {provider}",
            "  starface:cloud: aws",
            "  starface:policy: yealink-phone-network",
            region is null ? null : $"  starface:region: {region}",
            "  starface:adoptGroupId: sg-0123456789abcdef0",
        ];
        folder.Write("Pulumi.there.yaml", string.Join("\n", lines.Where(line => line is not null)));

        var run = Preview(folder, "there");

        if (isFine) run.IsFine();
        else
        {
            Assert.Equal(
                "error SFP5016: Pulumi.there.yaml:6:26: starface:adoptGroupId: 'sg-0123456789abcdef0' is in region 'eu-central-1', but "
                    + "Pulumi looks for it in the provider's region 'us-east-1'; set aws:region to 'eu-central-1', in a stack of its own "
                    + "where other instances need 'us-east-1'.\n",
                run.Error);
        }
    }

    private static CliResult Preview(TemporaryFolder folder, string stack) =>
        Tool.RunIn(folder.Environment, "preview", "--directory", ".", "--stack", stack);
}
