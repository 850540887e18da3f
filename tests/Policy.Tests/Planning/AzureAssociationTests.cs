using System.Collections.Immutable;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

public sealed class AzureAssociationTests
{
    [Fact]
    public void An_associated_group_is_put_onto_its_subnet_and_interface_under_names_that_stay()
    {
        var request = new PlanRequest("pbx", Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", "192.0.2.0/24"))
        {
            SubnetIds = ImmutableSortedDictionary<string, string?>.Empty.Add("voice", "/subscriptions/s").Add("data", null),
            NetworkInterfaceIds = ImmutableSortedDictionary<string, string?>.Empty.Add("eth0", "/subscriptions/n"),
        };

        var plan = AzureTarget.Instance.Plan(request);

        Assert.Equal(
            [
                ("pbx-interface-eth0", "azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation"),
                ("pbx-subnet-data", "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation"),
                ("pbx-subnet-voice", "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation"),
            ],
            plan.Resources.Skip(1).Select(resource => (resource.Name, resource.Type)));
        Assert.Equal(
            new PropertyMap { { "subnetId", "/subscriptions/s" }, { "networkSecurityGroupId", new PropertyReference("pbx", "id") } },
            plan.Resources[3].Properties);
        Assert.IsType<PropertyInput>(plan.Resources[2].Properties["subnetId"]);
    }
}
