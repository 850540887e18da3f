using System.Collections.Immutable;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Aws;

/// <summary>The layers of an interface on AWS: VPC Block Public Access, the network ACL of its subnet, and its security groups.</summary>
internal static class AwsLayers
{
    /// <summary>The layers in the order of the way in.</summary>
    public static ImmutableArray<Layer> For(LiveInterface owner, LiveIpConfiguration configuration, LiveIndex live) =>
    [
        PublicAccess(owner, configuration, live),
        NetworkAcl(configuration, live),
        SecurityGroups(owner, live),
    ];

    private static Layer SecurityGroups(LiveInterface owner, LiveIndex live)
    {
        var ids = string.Join(", ", owner.GroupIds.OrderBy(id => id, StringComparer.Ordinal));
        return live.Share(LayerKind.InterfaceGroups, ids, () =>
        {
            var missing = owner.GroupIds.Where(id => live.FindGroup(id) is null).OrderBy(id => id, StringComparer.Ordinal).ToList();
            var title = owner.GroupIds.Length == 1 ? $"security group {ids}" : $"security groups {ids}";
            ImmutableArray<LiveGroup> groups = [.. owner.GroupIds.Select(live.FindGroup).OfType<LiveGroup>()];
            return missing.Count == 0 ? new UnionLayer(title, groups) : new UnionLayer(title, groups, Problem.Error(
                ProblemIds.LayerNotRead,
                $"Interface {owner.Id} carries {string.Join(", ", missing)} as well, which was not read",
                $"give the output of 'aws ec2 describe-security-groups --group-ids {string.Join(" ", missing)}' with --live, or the "
                    + "credentials of the account that shares it"));
        });
    }

    private static Layer NetworkAcl(LiveIpConfiguration configuration, LiveIndex live) =>
        live.Share(LayerKind.NetworkAcl, configuration.SubnetId, () =>
        {
            var (subnet, acl) = (live.FindSubnet(configuration.SubnetId), live.FindAcl(configuration.SubnetId));
            if (acl is not null && (subnet is not null || acl.Rules.Length == 0)) return new StatelessLayer(acl, subnet?.Prefixes ?? []);
            if (acl is not null && new StatelessLayer(acl, []) is { IsOpen: true } open) return open;
            var (part, what, command) = acl is null
                ? (SurroundingPart.NetworkAcls, "network ACL of subnet", "aws ec2 describe-network-acls")
                : (SurroundingPart.Subnets, "subnet", "aws ec2 describe-subnets");
            return new UnknownLayer(
                LayerKind.NetworkAcl,
                $"network ACL of {configuration.SubnetId}",
                NotRead(live, part, $"The {what} {configuration.SubnetId} was not read", command));
        });

    private static Layer PublicAccess(LiveInterface owner, LiveIpConfiguration configuration, LiveIndex live) =>
        live.Share(LayerKind.PublicAccessBlock, $"{owner.Place} {configuration.SubnetId} {owner.Network}", () =>
        {
            const string Title = "VPC Block Public Access";
            var subnet = live.FindSubnet(configuration.SubnetId);
            if (live.FindPublicAccess(owner, subnet) is not { } access)
            {
                var account = subnet is null ? owner.Account : subnet.Account;
                var where = live.HasPublicAccess
                    ? $" of region {owner.Region ?? "(not known)"}, account {account ?? "(not known)"}"
                    : "";
                return new UnknownLayer(LayerKind.PublicAccessBlock, Title, NotRead(
                    live,
                    SurroundingPart.PublicAccess,
                    $"{Title}{where} was not read",
                    "aws ec2 describe-vpc-block-public-access-options"));
            }

            // Exclusions only matter where something is blocked.
            return access.Block == PublicAccessBlock.Off || live.Read.Contains(SurroundingPart.PublicAccessExclusions)
                ? new PublicAccessLayer(access.For(configuration.SubnetId, owner.Network))
                : new UnknownLayer(LayerKind.PublicAccessBlock, Title, NotRead(
                    live,
                    SurroundingPart.PublicAccessExclusions,
                    $"{Title} is on, and its exclusions were not read",
                    "aws ec2 describe-vpc-block-public-access-exclusions"));
        });

    private static Problem NotRead(LiveIndex live, SurroundingPart part, string what, string command) =>
        live.FindUnread(part) ?? Problem.Error(ProblemIds.LayerNotRead, what, $"give the output of '{command}' with --live");
}
