using System.Text.Json.Nodes;

namespace Starface.Drift.Tests;

/// <summary>What the AWS command line prints about the surroundings of a group, with all members that EC2 gives.</summary>
internal static class AwsSurroundingsJson
{
    public const string Interfaces = """
        {
          "NetworkInterfaces": [
            {
              "Association": {"AllocationId": "eipalloc-1", "AssociationId": "eipassoc-1", "IpOwnerId": "123456789012",
                "PublicDnsName": "ec2-203-0-113-9.example", "PublicIp": "203.0.113.9"},
              "Attachment": {"AttachTime": "2026-01-02T03:04:05+00:00", "AttachmentId": "eni-attach-1", "DeleteOnTermination": true,
                "DeviceIndex": 0, "NetworkCardIndex": 0, "InstanceId": "i-0123456789abcdef0", "InstanceOwnerId": "123456789012",
                "Status": "attached",
                "EnaSrdSpecification": {"EnaSrdEnabled": false, "EnaSrdUdpSpecification": {"EnaSrdUdpEnabled": false}}},
              "AvailabilityZone": "eu-central-1a",
              "AvailabilityZoneId": "euc1-az2",
              "ConnectionTrackingConfiguration": {"UdpTimeout": 60},
              "Description": "",
              "Groups": [
                {"GroupId": "sg-00000000", "GroupName": "customer-01"},
                {"GroupId": "sg-0de6", "GroupName": "debug"}
              ],
              "InterfaceType": "interface",
              "Ipv6Addresses": [{"Ipv6Address": "2001:db8:7::5", "IsPrimaryIpv6": true}],
              "MacAddress": "02:00:00:00:00:01",
              "NetworkInterfaceId": "eni-0a",
              "OwnerId": "123456789012",
              "PrivateDnsName": "ip-10-0-0-5.example",
              "PrivateIpAddress": "10.0.0.5",
              "PrivateIpAddresses": [
                {"Association": {"PublicIp": "203.0.113.9", "IpOwnerId": "123456789012"}, "Primary": true,
                  "PrivateDnsName": "ip-10-0-0-5.example", "PrivateIpAddress": "10.0.0.5"},
                {"Primary": false, "PrivateIpAddress": "10.0.0.6"}
              ],
              "Ipv4Prefixes": [{"Ipv4Prefix": "10.0.0.16/28"}],
              "RequesterManaged": false,
              "SourceDestCheck": true,
              "Status": "in-use",
              "SubnetId": "subnet-0a",
              "TagSet": [{"Key": "Name", "Value": "pbx"}],
              "VpcId": "vpc-1",
              "DenyAllIgwTraffic": false,
              "Operator": {"Managed": false}
            },
            {
              "Groups": [{"GroupId": "sg-00000000"}],
              "NetworkInterfaceId": "eni-0b",
              "SubnetId": "subnet-0b",
              "VpcId": "vpc-1"
            }
          ]
        }
        """;

    public const string Subnets = """
        {
          "Subnets": [
            {
              "AvailabilityZoneId": "euc1-az2", "MapCustomerOwnedIpOnLaunch": false, "OwnerId": "123456789012",
              "AssignIpv6AddressOnCreation": true,
              "Ipv6CidrBlockAssociationSet": [
                {"AssociationId": "subnet-cidr-assoc-1", "Ipv6CidrBlock": "2001:db8:7::/64", "Ipv6CidrBlockState": {"State": "associated"},
                  "Ipv6AddressAttribute": "public", "IpSource": "amazon"},
                {"AssociationId": "subnet-cidr-assoc-0", "Ipv6CidrBlock": "2001:db8:6::/64",
                  "Ipv6CidrBlockState": {"State": "disassociated"}}
              ],
              "Tags": [{"Key": "Name", "Value": "phones"}],
              "SubnetArn": "arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-0a", "EnableDns64": false, "Ipv6Native": false,
              "PrivateDnsNameOptionsOnLaunch": {"HostnameType": "ip-name", "EnableResourceNameDnsARecord": false,
                "EnableResourceNameDnsAAAARecord": false},
              "BlockPublicAccessStates": {"InternetGatewayBlockMode": "off"},
              "SubnetId": "subnet-0a", "State": "available", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24",
              "AvailableIpAddressCount": 250, "AvailabilityZone": "eu-central-1a", "DefaultForAz": false, "MapPublicIpOnLaunch": false
            },
            {"SubnetId": "subnet-0b", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24"}
          ]
        }
        """;

    public const string NetworkAcls = """
        {
          "NetworkAcls": [
            {
              "Associations": [
                {"NetworkAclAssociationId": "aclassoc-1", "NetworkAclId": "acl-0b", "SubnetId": "subnet-0a"},
                {"NetworkAclAssociationId": "aclassoc-2", "NetworkAclId": "acl-0b", "SubnetId": "subnet-0b"}
              ],
              "Entries": [
                {"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100},
                {"CidrBlock": "0.0.0.0/0", "Egress": true, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 32767},
                {"Ipv6CidrBlock": "::/0", "Egress": true, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 32768},
                {"CidrBlock": "0.0.0.0/0", "Egress": false, "PortRange": {"From": 10000, "To": 20000}, "Protocol": "17",
                  "RuleAction": "deny", "RuleNumber": 90},
                {"CidrBlock": "0.0.0.0/0", "Egress": false, "Protocol": "-1", "RuleAction": "allow", "RuleNumber": 100},
                {"Ipv6CidrBlock": "2001:db8::/32", "Egress": false, "IcmpTypeCode": {"Code": -1, "Type": 128}, "Protocol": "58",
                  "RuleAction": "allow", "RuleNumber": 110},
                {"CidrBlock": "0.0.0.0/0", "Egress": false, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": 32767}
              ],
              "IsDefault": false,
              "NetworkAclId": "acl-0b",
              "Tags": [{"Key": "Name", "Value": "phones"}],
              "VpcId": "vpc-1",
              "OwnerId": "123456789012"
            }
          ]
        }
        """;

    public const string PublicAccess = """
        {
          "VpcBlockPublicAccessOptions": {
            "AwsAccountId": "123456789012", "AwsRegion": "eu-central-1", "State": "update-complete",
            "InternetGatewayBlockMode": "block-bidirectional", "Reason": "none", "LastUpdateTimestamp": "2026-01-02T03:04:05+00:00",
            "ManagedBy": "account", "ExclusionsAllowed": "allowed"
          }
        }
        """;

    public const string Exclusions = """
        {
          "VpcBlockPublicAccessExclusions": [
            {"ExclusionId": "vpcbpa-exclude-1", "InternetGatewayExclusionMode": "allow-bidirectional",
              "ResourceArn": "arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-0a", "State": "create-complete", "Reason": "none",
              "CreationTimestamp": "2026-01-02T03:04:05+00:00", "LastUpdateTimestamp": "2026-01-02T03:04:05+00:00",
              "Tags": [{"Key": "ticket", "Value": "OPS-1"}]},
            {"ExclusionId": "vpcbpa-exclude-2", "InternetGatewayExclusionMode": "allow-egress",
              "ResourceArn": "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1", "State": "update-complete"},
            {"ExclusionId": "vpcbpa-exclude-3", "InternetGatewayExclusionMode": "allow-bidirectional",
              "ResourceArn": "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-2", "State": "delete-complete",
              "DeletionTimestamp": "2026-01-02T03:04:05+00:00"}
          ]
        }
        """;

    public static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
