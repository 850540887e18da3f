using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests;

/// <summary>
/// A record promises that <c>==</c> compares values and that <c>with</c> changes one of them. Collections are compared by reference, and
/// what is computed from other members is copied; types with such state are classes.
/// </summary>
public sealed class PublicTypeTests
{
    public static TheoryData<Type> Records => [.. typeof(Plan).Assembly.GetExportedTypes().Where(IsRecord)];

    [Theory]
    [MemberData(nameof(Records))]
    public void A_public_record_has_neither_collections_nor_computed_state(Type record)
    {
        var fields = record.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

        Assert.NotEmpty(fields);
        Assert.All(fields, field =>
        {
            var type = Nullable.GetUnderlyingType(field.FieldType) ?? field.FieldType;
            Assert.False(type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type), $"{field} is a collection");
            Assert.False(typeof(Delegate).IsAssignableFrom(type), $"{field} is a delegate");
            Assert.False(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>), $"{field} is computed");
        });
    }

    [Fact]
    public void The_records_of_the_assembly_are_found() => Assert.Contains(typeof(Problem), Records.Select(row => row.Data));

    [Fact]
    public void A_copy_of_a_request_carries_every_value() => CopiesEverything(
        new PlanRequest("a", Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", "192.0.2.0/24"))
        {
            Today = CalendarDate.Parse("2027-01-31"),
            VpcId = "vpc-1",
            Region = "eu-central-1",
            AdoptGroupId = "sg-1",
            ExclusiveRules = false,
            PrefixListsFrom = 3,
            RulesPerGroup = 100,
            MinimumGroups = 2,
            AttachedGroups = 2,
            Consolidate = true,
            Recorded = RecordedGroups.None,
            ResourceGroupName = "rg",
            Location = "westeurope",
            AllowLoadBalancerProbes = true,
            SubnetIds = ImmutableSortedDictionary<string, string?>.Empty.Add("a", "b"),
            NetworkInterfaceIds = ImmutableSortedDictionary<string, string?>.Empty.Add("c", "d"),
            Tags = ImmutableSortedDictionary<string, string>.Empty.Add("e", "f"),
        },
        request => new PlanRequest(request),
        new PlanRequest("b", Of(Service("web"), null)));

    [Fact]
    public void A_copy_of_arguments_carries_every_value() => CopiesEverything(
        new PolicyArguments
        {
            Peers = ImmutableSortedDictionary<string, PeerList>.Empty.Add("users", ["192.0.2.0/24"]),
            Settings = ImmutableSortedDictionary<string, PortRange>.Empty.Add("WebPort", new PortRange(8443, 8443)),
            PbxVersion = PbxVersion.Parse("7.0"),
            Hosts = ImmutableSortedDictionary<string, PeerList>.Empty.Add("license.example.com", ["192.0.2.1"]),
            NeverCut = ["web"],
        },
        arguments => new PolicyArguments(arguments),
        new PolicyArguments());

    [Fact]
    public void Lists_of_peers_are_equal_when_their_peers_are()
    {
        PeerList list = ["192.0.2.0/24", "2001:db8::/32"];
        PeerList same = ["192.0.2.0/24", "2001:db8::/32"];
        PeerList turned = ["2001:db8::/32", "192.0.2.0/24"];

        Assert.True(list == same);
        Assert.Equal(list.GetHashCode(), same.GetHashCode());
        Assert.True(list != turned);
        Assert.False(list.Equals(null));
        Assert.True((PeerList?)null == null);
    }

    private static void CopiesEverything<T>(T full, Func<T, T> copy, T other)
        where T : class
    {
        var copied = copy(full);

        Assert.NotSame(full, copied);
        Assert.All(typeof(T).GetProperties(), property =>
        {
            var value = property.GetValue(full);
            Assert.NotEqual(property.GetValue(other), value);
            Assert.Equal(value, property.GetValue(copied));
        });
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;
}
