using Starface.Policy.Flows;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Definitions;

public sealed class RequirementTests
{
    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData(null, null, "7.0", true)]
    [InlineData("7.0.0.19", null, null, true)]
    [InlineData("7.0.0.19", null, "7.0.0.18", false)]
    [InlineData("7.0.0.19", null, "7.0.0.19", true)]
    [InlineData("7.0.0.19", null, "8.0", true)]
    [InlineData(null, "7.0.0.8", null, false)]
    [InlineData(null, "7.0.0.8", "7.0.0.8", true)]
    [InlineData(null, "7.0.0.8", "7.0.0.9", false)]
    [InlineData("6.0", "7.0", "5.9", false)]
    [InlineData("6.0", "7.0", "6.5", true)]
    [InlineData("6.0", "7.0", "7.1", false)]
    [InlineData("6.0", "7.0", null, false)]
    public void A_row_applies_from_its_first_version_to_its_last(string? since, string? until, string? version, bool applies)
    {
        Requirement requirement = Inbound(Protocol.Tcp, "443") with { Since = Version(since), Until = Version(until) };

        Assert.Equal(applies, requirement.AppliesTo(Version(version)));
    }

    [Fact]
    public void The_peers_are_the_policys_unless_the_row_names_the_remote_side()
    {
        var requirement = Outbound(Protocol.Tcp, "443");

        Assert.True(NeedsPeers(requirement));
        Assert.False(NeedsPeers(requirement with { Host = "license.example.com" }));
        Assert.False(NeedsPeers(requirement with { Addresses = [Prefix.Parse("192.0.2.0/24")] }));

        static bool NeedsPeers(Requirement requirement) => requirement.NeedsPeers;
    }

    private static PbxVersion? Version(string? text) => text is null ? null : PbxVersion.Parse(text);
}
