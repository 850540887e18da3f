using System.Text;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;

namespace Starface.Drift.Tests;

/// <summary>
/// What other calls and tools print about security groups: read where that is safe, else refused with the command to use.
/// </summary>
public sealed class AwsFormsTests
{
    private static readonly Plan Plan = Plans.Pbx(AwsTarget.Instance);

    [Theory]
    [InlineData(
        """
        {"version":"1.3","configurationItemStatus":"OK","resourceType":"AWS::EC2::SecurityGroup","resourceId":"sg-0a",
        "configuration":"{\"ipPermissions\":[],\"groupId\":\"sg-0a\"}"}
        """,
        "'aws ec2 describe-security-groups --group-ids sg-0a'")]
    [InlineData("""{"configurationItems":[]}""", "'aws ec2 describe-security-groups'")]
    [InlineData("""{"baseConfigurationItems":[],"unprocessedResourceKeys":[]}""", "'aws ec2 describe-security-groups'")]
    [InlineData("""{"Results":["{}"],"QueryInfo":{"SelectFields":[]}}""", "'aws ec2 describe-security-groups'")]
    [InlineData("""{"security_groups":[{"group_id":"sg-0a","ip_permissions":[]}]}""", "'aws ec2 describe-security-groups'")]
    [InlineData("""{"network_interfaces":[]}""", "'aws ec2 describe-network-interfaces'")]
    [InlineData("""{"nacls":[]}""", "'aws ec2 describe-network-acls'")]
    [InlineData("""{"SecurityGroupForVpcs":[]}""", "'aws ec2 describe-security-groups'")]
    [InlineData("""{"StaleSecurityGroupSet":[]}""", "'aws ec2 describe-security-groups'")]
    [InlineData("""{"Reservations":[]}""", "'describe-network-interfaces'")]
    [InlineData("""{"PrefixListAssociations":[]}""", "'aws ec2 get-managed-prefix-list-entries'")]
    [InlineData("SecurityGroups:\n- GroupId: sg-0a\n  IpPermissions: []\n", "--output json")]
    [InlineData("- GroupId: sg-0a\n", "--output json")]
    [InlineData("SECURITYGROUPS\tPort table\tsg-0a\n", "--output json")]
    [InlineData("------------\n|  DescribeSecurityGroups  |\n", "--output json")]
    [InlineData("<html>", "--output json")]
    public void Another_form_is_refused_with_the_command_that_gives_the_right_one(string text, string named)
    {
        var survey = LiveFile.Parse(Encoding.UTF8.GetBytes(text), "file.json");
        Assert.Empty(survey.Groups);
        Assert.Contains(named, Assert.Single(survey.Problems).Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_file_with_a_mark_of_its_encoding_is_read_as_one_without(string name)
    {
        var json = LiveJson.Bytes(LiveJson.AwsGroups(Plan));
        var encoding = Encoding.GetEncoding(name);
        byte[] marked = [.. encoding.GetPreamble(), .. encoding.GetBytes(Encoding.UTF8.GetString(json))];
        Assert.NotEmpty(encoding.GetPreamble());
        var folder = Directory.CreateTempSubdirectory("forms-");
        try
        {
            var path = Path.Combine(folder.FullName, "live.json");
            File.WriteAllBytes(path, marked);
            var survey = LiveFile.Read([(path, "live.json")]);
            Assert.Empty(survey.Problems);
            var plain = Assert.Single(LiveFile.Parse(json, "live.json").Groups);
            Assert.Equal(MemberTexts.Of(plain), MemberTexts.Of(Assert.Single(survey.Groups)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x7B }, "UTF-8")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0xD8, 0x7B, 0x00 }, "UTF-8")]
    [InlineData(new byte[] { 0xFF, 0xFE }, "empty")]
    public void A_file_in_broken_UTF16_is_a_problem(byte[] bytes, string named) =>
        Assert.Contains(named, Assert.Single(LiveFile.Parse(bytes, "file.json").Problems).Describe(), StringComparison.Ordinal);
}
