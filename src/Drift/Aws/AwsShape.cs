using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Json;

namespace Starface.Drift.Aws;

/// <summary>
/// What a value of an EC2 answer may consist of, by the names of the service's XML and by those of its command line. One table serves both
/// forms, so that a member that is unknown in one is unknown in the other.
/// </summary>
internal sealed class AwsShape
{
    private static readonly AwsShape Text = new([], null);

    private static readonly AwsShape Flag = new([], null);

    private static readonly AwsShape Tags = ListOf(Object("key", "value"));

    private readonly ImmutableArray<Member> _members;
    private readonly KnownMembers _known;

    private AwsShape(ImmutableArray<Member> members, AwsShape? item)
    {
        _members = members;
        _known = new KnownMembers([.. members.Select(member => member.Name)]);
        Item = item;
    }

    private static readonly AwsShape Permissions = ListOf(
        Object("ipProtocol", "fromPort", "toPort")
            .And("groups", ListOf(Reference.And("groupName", Text).And("description", Text)), "UserIdGroupPairs")
            .And("ipRanges", ListOf(Object("cidrIp", "description")))
            .And("ipv6Ranges", ListOf(Object("cidrIpv6", "description")))
            .And("prefixListIds", ListOf(Object("prefixListId", "description"))));

    /// <summary>A security group.</summary>
    public static AwsShape SecurityGroup { get; } =
        Object("ownerId", "groupId", "groupName", "vpcId", "securityGroupArn")
            .And("groupDescription", Text, "Description")
            .And("tagSet", Tags, "Tags")
            .And("ipPermissions", Permissions)
            .And("ipPermissionsEgress", Permissions);

    /// <summary>A rule of a security group.</summary>
    public static AwsShape SecurityGroupRule { get; } =
        Object(
            "securityGroupRuleId", "securityGroupRuleArn", "groupId", "groupOwnerId", "ipProtocol", "fromPort", "toPort", "cidrIpv4",
            "cidrIpv6", "prefixListId", "description")
            .And("isEgress", Flag)
            .And("referencedGroupInfo", Reference)
            .And("tagSet", Tags, "Tags");

    /// <summary>A network interface.</summary>
    public static AwsShape NetworkInterface { get; } =
        Object(
            "availabilityZone", "availabilityZoneId", "description", "interfaceType", "ipv6Address", "ipv6Native",
            "macAddress", "networkInterfaceId", "outpostArn", "ownerId", "privateDnsName", "privateIpAddress", "publicDnsName",
            "requesterId", "requesterManaged", "sourceDestCheck", "status", "subnetId", "vpcId")
            .And("association", Association)
            .And("denyAllIgwTraffic", Flag)
            .And(
                "attachment",
                Object(
                    "attachTime", "attachmentId", "deleteOnTermination", "deviceIndex", "enaQueueCount", "instanceId", "instanceOwnerId",
                    "networkCardIndex", "status")
                    .And(
                        "enaSrdSpecification",
                        Object("enaSrdEnabled").And("enaSrdUdpSpecification", Object("enaSrdUdpEnabled"))))
            .And("connectionTrackingConfiguration", Object("tcpEstablishedTimeout", "udpStreamTimeout", "udpTimeout"))
            .And("groupSet", ListOf(Object("groupId", "groupName")), "Groups")
            .And("ipv4PrefixSet", ListOf(Object("ipv4Prefix")), "Ipv4Prefixes")
            .And("ipv6AddressesSet", ListOf(Object("ipv6Address", "isPrimaryIpv6", "publicIpv6DnsName")), "Ipv6Addresses")
            .And("ipv6PrefixSet", ListOf(Object("ipv6Prefix")), "Ipv6Prefixes")
            .And("operator", Object("hiddenByDefault", "managed", "principal"))
            .And(
                "privateIpAddressesSet",
                ListOf(Object("primary", "privateDnsName", "privateIpAddress").And("association", Association)),
                "PrivateIpAddresses")
            .And(
                "publicIpDnsNameOptions",
                Object("dnsHostnameType", "publicDualStackDnsName", "publicIpv4DnsName", "publicIpv6DnsName"))
            .And("associatedSubnetSet", ListOf(Text), "AssociatedSubnets")
            .And("tagSet", Tags);

    /// <summary>A subnet.</summary>
    public static AwsShape Subnet { get; } =
        Object(
            "assignIpv6AddressOnCreation", "availabilityZone", "availabilityZoneId", "availableIpAddressCount", "cidrBlock",
            "customerOwnedIpv4Pool", "defaultForAz", "enableDns64", "enableLniAtDeviceIndex", "ipv6Native", "mapCustomerOwnedIpOnLaunch",
            "mapPublicIpOnLaunch", "outpostArn", "ownerId", "state", "subnetArn", "subnetId", "type", "vpcId")
            .And("blockPublicAccessStates", Object("internetGatewayBlockMode"))
            .And(
                "ipv6CidrBlockAssociationSet",
                ListOf(
                    Object("associationId", "ipSource", "ipv6AddressAttribute", "ipv6CidrBlock")
                        .And("ipv6CidrBlockState", Object("state", "statusMessage"))))
            .And("privateDnsNameOptionsOnLaunch", Object("enableResourceNameDnsAAAARecord", "enableResourceNameDnsARecord", "hostnameType"))
            .And("tagSet", Tags, "Tags");

    /// <summary>A network ACL.</summary>
    public static AwsShape NetworkAcl { get; } =
        Object("networkAclId", "ownerId", "vpcId")
            .And("associationSet", ListOf(Object("networkAclAssociationId", "networkAclId", "subnetId")), "Associations")
            .And("default", Text, "IsDefault")
            .And(
                "entrySet",
                ListOf(
                    Object("cidrBlock", "ipv6CidrBlock", "protocol", "ruleAction", "ruleNumber")
                        .And("egress", Flag)
                        .And("icmpTypeCode", Object("code", "type"))
                        .And("portRange", Object("from", "to"))),
                "Entries")
            .And("tagSet", Tags, "Tags");

    /// <summary>The settings of VPC Block Public Access.</summary>
    public static AwsShape PublicAccess { get; } = Object(
        "awsAccountId", "awsRegion", "exclusionsAllowed", "internetGatewayBlockMode", "lastUpdateTimestamp", "managedBy", "reason",
        "state");

    /// <summary>An exclusion from VPC Block Public Access.</summary>
    public static AwsShape PublicAccessExclusion { get; } =
        Object(
            "creationTimestamp", "deletionTimestamp", "exclusionId", "internetGatewayExclusionMode", "lastUpdateTimestamp", "reason",
            "resourceArn", "state")
            .And("tagSet", Tags, "Tags");

    /// <summary>An entry of a prefix list.</summary>
    public static AwsShape PrefixListEntry { get; } = Object("cidr", "description");

    /// <summary>The shape of a list's items, or null when this is not the shape of a list.</summary>
    public AwsShape? Item { get; }

    /// <summary>Whether it is the shape of a text, number, flag or time.</summary>
    public bool IsText => Item is null && _members.IsEmpty;

    /// <summary>Whether it is the shape of a flag that this program reads.</summary>
    public bool IsFlag => ReferenceEquals(this, Flag);

    private static AwsShape Reference => Object("groupId", "userId", "vpcId", "vpcPeeringConnectionId", "peeringStatus");

    private static AwsShape Association => Object(
        "allocationId", "associationId", "carrierIp", "customerOwnedIp", "ipOwnerId", "publicDnsName", "publicIp");

    /// <summary>The member of a name in XML and its number (fewer than 64), or null when it is not known.</summary>
    public Member? Find(string xmlName, out int number)
    {
        for (number = 0; number < _members.Length; number++)
        {
            if (_members[number].XmlName == xmlName) return _members[number];
        }

        return null;
    }

    /// <summary>Whether a name is one of the command line's, in any letter case.</summary>
    public bool HasName(string name) => _members.Any(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Rejects members at any depth that this program does not know.</summary>
    /// <exception cref="LiveFormatException">A member is unknown or duplicate, or a list or object is of another kind.</exception>
    public void RejectUnknown(JsonCursor value)
    {
        if (Item is { } item)
        {
            foreach (var one in value.Items()) item.RejectUnknown(one);
            return;
        }

        if (IsText) return;
        value.RejectUnknown(_known);
        foreach (var member in _members.Where(member => !member.Shape.IsText))
        {
            if (value.Find(member.Name) is { } found) member.Shape.RejectUnknown(found);
        }
    }

    private static AwsShape Object(params string[] texts) =>
        new([.. texts.Select(text => new Member(text, InPascalCase(text), Text))], null);

    private static AwsShape ListOf(AwsShape item) => new([], item);

    private static string InPascalCase(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private AwsShape And(string xmlName, AwsShape shape, string? name = null) =>
        new(_members.Add(new Member(xmlName, name ?? InPascalCase(xmlName), shape)), null);

    /// <summary>A member of an object.</summary>
    /// <param name="xmlName">Its name in XML.</param>
    /// <param name="name">Its name on the command line.</param>
    /// <param name="shape">Its shape.</param>
    public sealed class Member(string xmlName, string name, AwsShape shape)
    {
        /// <summary>Its name in XML.</summary>
        public string XmlName => xmlName;

        /// <summary>Its name on the command line.</summary>
        public string Name => name;

        /// <summary>Its shape.</summary>
        public AwsShape Shape => shape;

        /// <summary>Its name on the command line, in JSON.</summary>
        public JsonEncodedText JsonName { get; } = JsonEncodedText.Encode(name);
    }
}
