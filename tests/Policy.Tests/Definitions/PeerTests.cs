using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Definitions;

public sealed class PeerTests
{
    private const string Asg =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
        + "applicationSecurityGroups/web";

    private const string UpperAsg =
        "/SUBSCRIPTIONS/ABCDEF00-0000-0000-0000-000000000001/RESOURCEGROUPS/R(G)_1.X/PROVIDERS/MICROSOFT.NETWORK/"
        + "APPLICATIONSECURITYGROUPS/1_";

    private const string FormOfGroup = "; write sg- and 17 hexadecimal digits (8 in older ids), as in sg-0123456789abcdef0.";
    private const string FormOfList = "; write pl- and 17 hexadecimal digits (8 in older ids), as in pl-0123456789abcdef0.";
    private const string FormOfAsg =
        "write /subscriptions/GUID/resourceGroups/GROUP/providers/Microsoft.Network/applicationSecurityGroups/NAME.";

    [Theory]
    [InlineData("0.0.0.0", "'0.0.0.0' is the unspecified address, which no host has; write 0.0.0.0/0 for every address.")]
    [InlineData("0.0.0.0/32", "'0.0.0.0/32' is the unspecified address, which no host has; write 0.0.0.0/0 for every address.")]
    [InlineData("::", "'::' is the unspecified address, which no host has; write ::/0 for every address.")]
    [InlineData("Any", "'Any' is not an address or a prefix; write 0.0.0.0/0 and ::/0 for every address.")]
    [InlineData("*", "'*' is not an address or a prefix; write 0.0.0.0/0 and ::/0 for every address.")]
    [InlineData("0/0", "'0/0' is not an address or a prefix; write 0.0.0.0/0 and ::/0 for every address.")]
    public void What_other_programs_take_for_every_address_is_refused_with_what_to_write(string text, string expected)
    {
        Assert.False(Peer.TryParse(text, out _, out var problem));
        Assert.Equal(expected, problem.Describe());
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("0.0.0.1")]
    [InlineData("0.0.0.0/31")]
    [InlineData("::1")]
    public void What_begins_at_the_unspecified_address_is_a_peer(string text) => Assert.True(Peer.TryParse(text, out _, out _));

    [Theory]
    [InlineData("192.0.2.0/24", PeerKind.Prefix, null, 1)]
    [InlineData("2001:db8::/32", PeerKind.Prefix, null, 1)]
    [InlineData("sg-0a1b2c3d4e5f60718", PeerKind.SecurityGroup, "sg-0a1b2c3d4e5f60718", 1)]
    [InlineData("123456789012/sg-0a1b2c3d", PeerKind.SecurityGroup, "123456789012/sg-0a1b2c3d", 1)]
    [InlineData("pl-0c2d4e6f:1", PeerKind.PrefixList, "pl-0c2d4e6f", 1)]
    [InlineData("pl-0c2d4e6f:1000", PeerKind.PrefixList, "pl-0c2d4e6f", 1000)]
    [InlineData("tag:VirtualNetwork", PeerKind.ServiceTag, "VirtualNetwork", 1)]
    [InlineData("tag:Storage.West_Europe-2", PeerKind.ServiceTag, "Storage.West_Europe-2", 1)]
    [InlineData(Asg, PeerKind.ApplicationSecurityGroup, Asg, 1)]
    [InlineData(UpperAsg, PeerKind.ApplicationSecurityGroup, UpperAsg, 1)]
    public void A_peer_is_told_by_the_form_of_its_text(string text, object kind, string? group, int weight)
    {
        Assert.True(Peer.TryParse(text, out var peer, out var problem));
        Assert.Null(problem);
        Assert.Equal(((PeerKind)kind, group, weight, null), (peer.Kind, peer.Group, peer.Weight, peer.InputName));
        Assert.Equal(group is null ? Prefix.Parse(text) : null, peer.Prefix);
        Assert.Equal(group ?? text, peer.ToString());
        Assert.Equal(peer, Peer.Parse(text));
    }

    [Theory]
    [InlineData("sg-", "'sg-' is not a valid security group id" + FormOfGroup)]
    [InlineData("sg-XY", "'sg-XY' is not a valid security group id" + FormOfGroup)]
    [InlineData("sg-123", "'sg-123' is not a valid security group id" + FormOfGroup)]
    [InlineData("sg-a`", "'sg-a`' is not a valid security group id" + FormOfGroup)]
    [InlineData("sg-0a1b2c3", "'sg-0a1b2c3' is not a valid security group id" + FormOfGroup)]
    [InlineData("sg-0a1b2c3d4", "'sg-0a1b2c3d4' is not a valid security group id" + FormOfGroup)]
    [InlineData("sg-0a1b2c3d4e5f6071", "'sg-0a1b2c3d4e5f6071' is not a valid security group id" + FormOfGroup)]
    [InlineData("sg-0a1b2c3d4e5f607180", "'sg-0a1b2c3d4e5f607180' is not a valid security group id" + FormOfGroup)]
    [InlineData("sg-0a1b2c3g", "'sg-0a1b2c3g' is not a valid security group id" + FormOfGroup)]
    [InlineData("sg-0A1B2C3D", "'sg-0A1B2C3D' is not a valid security group id" + FormOfGroup)]
    [InlineData("sg-0a1b2c3d/", "'sg-0a1b2c3d/' is not a valid security group id" + FormOfGroup)]
    [InlineData("12 34/sg-0a1b2c3d ", "'12 34/sg-0a1b2c3d ' is not a valid security group id" + FormOfGroup)]
    [InlineData(
        "12345678901/sg-0a1b2c3d",
        "'12345678901/sg-0a1b2c3d' does not begin with the number of an AWS account; write its 12 digits before the slash.")]
    [InlineData(
        "12 34/sg-0a1b2c3d",
        "'12 34/sg-0a1b2c3d' does not begin with the number of an AWS account; write its 12 digits before the slash.")]
    [InlineData(
        "12\u000134/sg-0a1b2c3d",
        "'12\u000134/sg-0a1b2c3d' does not begin with the number of an AWS account; write its 12 digits before the slash.")]
    [InlineData("::ffff:192.0.2.0/120", "'::ffff:192.0.2.0/120' is the IPv4-mapped form of '192.0.2.0/24', in which no packet is "
        + "sent, so that nothing would be permitted; write '192.0.2.0/24'.")]
    [InlineData("pl-0c2d4e6f", "'pl-0c2d4e6f' names a prefix list without its weight; "
        + "write pl-0123456789abcdef0:25 with the list's MaxEntries.")]
    [InlineData("pl-0c2d4e6f:", "'pl-0c2d4e6f:' names a prefix list without its weight; "
        + "write pl-0123456789abcdef0:25 with the list's MaxEntries.")]
    [InlineData("pl-0c2d4e6f:+1", "'pl-0c2d4e6f:+1' names a prefix list without its weight; write pl-0123456789abcdef0:25 with the list's "
        + "MaxEntries.")]
    [InlineData("pl-0c2d4e6f:0", "The weight 0 of a prefix list is not a number from 1 to 1000.")]
    [InlineData("pl-0c2d4e6f:1001", "The weight 1001 of a prefix list is not a number from 1 to 1000.")]
    [InlineData("pl-XY:5", "'pl-XY' is not a valid prefix list id" + FormOfList)]
    [InlineData("tag:", "'' is not a valid service tag; write a letter, then letters, digits, dots, hyphens and underscores.")]
    [InlineData("tag:9a", "'9a' is not a valid service tag; write a letter, then letters, digits, dots, hyphens and underscores.")]
    [InlineData("tag:a b", "'a b' is not a valid service tag; write a letter, then letters, digits, dots, hyphens and underscores.")]
    [InlineData("/subscriptions/0", "'/subscriptions/0' is not the resource id of an application security group; " + FormOfAsg)]
    public void What_is_no_peer_says_which_form_it_should_have(string text, string expected)
    {
        Assert.False(Peer.TryParse(text, out var peer, out var problem));
        Assert.Equal((null, expected), (peer, problem.Describe()));
        Assert.Equal(expected, Assert.Throws<FormatException>(() => Peer.Parse(text)).Message);
    }

    [Fact]
    public void A_prefix_that_cannot_be_read_says_what_the_reader_of_prefixes_says()
    {
        Assert.False(Prefix.TryParse("203.0.113.5/24", out _, out var problem));

        Assert.False(Peer.TryParse("203.0.113.5/24", out _, out var ofPeer));

        Assert.Equal(problem, ofPeer);
    }

    [Theory]
    [InlineData("x" + Asg)]
    [InlineData(Asg + "/")]
    [InlineData(Asg + "/extra")]
    [InlineData(Asg + "-")]
    [InlineData(Asg + "\u0001b")]
    [InlineData("/subscriptions/00000000-0000-0000-0000-000000000001/applicationSecurityGroups/web")]
    [InlineData("/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/web")]
    [InlineData("/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/r g/providers/Microsoft.Network/"
        + "applicationSecurityGroups/web")]
    [InlineData("/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
        + "networkSecurityGroups/web")]
    public void An_application_security_group_needs_its_resource_id(string id) =>
        Assert.Equal(
            $"'{id}' is not the resource id of an application security group; {FormOfAsg}",
            Assert.Throws<FormatException>(() => Peer.ApplicationSecurityGroup(id)).Message);

    [Theory]
    [InlineData("::ffff:0:0/96", "0.0.0.0/0")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7/32")]
    [InlineData("::fffe:0:0/95", null)]
    [InlineData("::fffe:192.0.2.0/120", null)]
    [InlineData("1::ffff:192.0.2.0/120", null)]
    [InlineData("::192.0.2.0/120", null)]
    [InlineData("::/0", null)]
    public void Only_prefixes_within_the_mapped_block_are_ipv4_prefixes_in_disguise(string text, string? meant)
    {
        Assert.Equal(meant is null, Peer.TryParse(text, out _, out var problem));
        Assert.Equal(meant, problem?.Replacement);
    }

    [Fact]
    public void Inputs_have_the_name_that_the_program_hands_over_and_no_id()
    {
        Peer[] inputs =
        [
            Peer.SecurityGroupInput("Bastion-9"), Peer.PrefixListInput("Offices-1", 20), Peer.ApplicationSecurityGroupInput("web"),
        ];

        Assert.Equal(["Bastion-9", "Offices-1", "web"], inputs.Select(input => input.InputName));
        Assert.Equal([PeerKind.SecurityGroup, PeerKind.PrefixList, PeerKind.ApplicationSecurityGroup], inputs.Select(input => input.Kind));
        Assert.Equal([1, 20, 1], inputs.Select(input => input.Weight));
        Assert.All(inputs, input => Assert.Null(input.Group));
        Assert.Equal(["sg-input:Bastion-9", "pl-input:Offices-1", "asg-input:web"], inputs.Select(input => input.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a_b")]
    [InlineData("a`")]
    [InlineData("a{")]
    [InlineData("a@")]
    [InlineData("a[")]
    [InlineData("a/")]
    [InlineData("a:")]
    public void An_input_is_named_with_letters_digits_and_hyphens(string name) =>
        Assert.Equal(
            $"'{name}' is not a valid name of an input; write letters, digits and hyphens.",
            Assert.Throws<FormatException>(() => Peer.SecurityGroupInput(name)).Message);

    [Theory]
    [InlineData("az-AZ-09")]
    public void Every_letter_and_digit_may_stand_in_an_inputs_name(string name) =>
        Assert.Equal(name, Peer.SecurityGroupInput(name).InputName);

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void The_weight_of_an_input_is_checked_too(int weight) =>
        Assert.Equal(
            $"The weight {weight} of a prefix list is not a number from 1 to 1000.",
            Assert.Throws<FormatException>(() => Peer.PrefixListInput("offices", weight)).Message);

    [Fact]
    public void Peers_are_ordered_by_scope_then_kind_then_weight()
    {
        Peer[] ordered = ["10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32", "pl-0c2d4e6f:5", "pl-0c2d4e6f:6", "sg-0a1b2c3d"];

        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = 0; j < ordered.Length; j++)
            {
                var (left, right) = (ordered[i], ordered[j]);
                Assert.Equal(Math.Sign(i - j), Math.Sign(left.CompareTo(right)));
                Assert.Equal(
                    (i == j, i != j, i > j, i >= j, i <= j, i < j),
                    (left == right, left != right, left > right, left >= right, left <= right, left < right));
                Assert.Equal(i == j, left.Equals((object)right));
            }
        }

        Assert.True(ordered[0].CompareTo(null) > 0);
        Assert.False(ordered[0].Equals((object)"10.0.0.0/8"));
        Assert.True((Peer?)null == null && (Peer?)null != ordered[0] && ordered[0] != null);
        Assert.Equal(Peer.Parse("10.0.0.0/8").GetHashCode(), ordered[0].GetHashCode());
    }

    [Fact]
    public void A_prefix_contains_the_prefixes_in_it_and_a_group_itself()
    {
        Peer wide = "192.0.2.0/24", narrow = "192.0.2.128/25", group = "sg-0a1b2c3d";

        Assert.True(wide.Contains(narrow) && wide.Contains(wide) && group.Contains("sg-0a1b2c3d"));
        Assert.False(narrow.Contains(wide) || wide.Contains(group) || group.Contains(wide) || group.Contains("sg-0c2d4e6f"));
    }

    [Fact]
    public void A_prefix_is_a_peer_where_one_is_expected()
    {
        Peer peer = Prefix.Parse("192.0.2.0/24");

        Assert.Equal(Peer.Parse("192.0.2.0/24"), peer);
    }

    [Fact]
    public void Anywhere_is_every_address_of_both_families()
    {
        Assert.Equal(["0.0.0.0/0", "::/0"], PeerList.Anywhere.Select(peer => peer.ToString()));
        Assert.Equal((2, Peer.Parse("::/0")), (PeerList.Anywhere.Count, PeerList.Anywhere[1]));
    }
}
