using Starface.Drift.Composition;
using Starface.Drift.Files;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;
using Starface.Policy.Composition;

namespace Starface.EndToEnd.Fuzzing;

/// <summary>The corpora of live clouds are about an instance, so that the fuzzer's promises about "in sync" are put to the test.</summary>
public sealed class CorpusTests
{
    [Theory]
    [InlineData("aws", "live-json/aws-groups.json")]
    [InlineData("aws", "live-json/aws-both.json")]
    [InlineData("azure", "live-json/azure-arm.json")]
    [InlineData("azure", "live-json/azure-az.json")]
    [InlineData("aws", "state/aws.json")]
    public void Documents_of_a_cloud_that_has_the_plan_are_in_sync(string cloud, string file)
    {
        var survey = new LiveFileReader(ShippedConnectors.All).Parse(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Corpora", file)), file);

        var drift = LiveTarget.Compare(ShippedClouds.All.Single(target => target.Id == cloud), survey);

        Assert.Empty(drift.Reasons);
        Assert.Equal(DriftStatus.InSync, drift.Status);
    }

    [Fact]
    public void A_document_cut_anywhere_is_never_in_sync()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Corpora", "live-json/aws-groups.json")).TrimEnd();

        for (var length = 0; length < text.Length; length++)
        {
            var survey = new LiveFileReader(ShippedConnectors.All).Parse(System.Text.Encoding.UTF8.GetBytes(text[..length]), "cut.json");
            Assert.Equal(DriftStatus.Unknown, LiveTarget.Compare(AwsTarget.Instance, survey).Status);
        }
    }

    [Theory]
    [InlineData("{\"SecurityGroups\":[{\"GroupId\":\"sg-\u00ff\"}]}", "UTF-8")]
    [InlineData("{\"SecurityGroups\":[{\"GroupId\":\"\\ud800\"}]}", "byte 31")]
    [InlineData("{\"SecurityGroups\":[],\"\\uDC00\":1,\"a\":2}", "byte 22")]
    [InlineData("{\"deployment\":{\"resources\":[]},\"version\":3,\"a\":\"\\ud83dx\"}", "byte 48")]
    public void Bytes_and_escapes_that_are_no_characters_are_a_problem_and_say_where(string document, string place)
    {
        var survey = new LiveFileReader(ShippedConnectors.All).Parse(System.Text.Encoding.Latin1.GetBytes(document), "live.json");

        var problem = Assert.Single(survey.Problems);
        Assert.Equal("live.json", problem.Place!.File);
        Assert.Contains(place, problem.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Escapes_that_are_a_character_are_read()
    {
        var survey = new LiveFileReader(ShippedConnectors.All).Parse(
            """
            {"SecurityGroups":[{"GroupId":"sg-1","GroupName":"\ud83d\udcde","IpPermissions":[],"IpPermissionsEgress":[]}]}
            """u8.ToArray(),
            "live.json");

        Assert.Equal("\U0001F4DE", Assert.Single(survey.Groups).Name);
        Assert.Empty(survey.Problems);
    }
}
