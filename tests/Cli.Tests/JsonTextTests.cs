using System.Text;
using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy.Problems;

namespace Starface.Cli.Tests;

/// <summary>JSON passes through a buffer in lines; where the buffer ends shows nowhere.</summary>
public sealed class JsonTextTests
{
    private static readonly string[] Pieces =
    [
        "a", "\\", "\"", "#", "##", "##vso[", "\u0007", "\u202E", "\u00AD", "é", "\U0001F680", "\U000E0041", "\n",
        "\r\n", "\u2028", "/", "\\u0041",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(30_000)]
    public void What_is_written_is_read_back_and_has_no_hidden_character_and_no_command(int values)
    {
        var random = new Random(values);
        string[] texts =
        [
            .. Enumerable.Range(0, values).Select(_ => string.Concat(
                Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)]))),
        ];

        var json = Write(texts);

        Assert.Equal(texts, JsonDocument.Parse(json).RootElement.EnumerateArray().Select(item => item.GetString()!));
        Assert.DoesNotContain("##", json, StringComparison.Ordinal);
        Assert.DoesNotContain(json.EnumerateRunes(), rune => rune.Value != '\n' && SafeText.IsInvisible(rune));
    }

    [Fact]
    public void A_text_longer_than_the_buffer_is_one_text()
    {
        string[] texts = [new string('#', 300_001), new string('x', 70_000), string.Concat(Enumerable.Repeat("\u202E\U0001F680", 50_000))];

        Assert.Equal(texts, JsonDocument.Parse(Write(texts)).RootElement.EnumerateArray().Select(item => item.GetString()!));
    }

    [Fact]
    public void The_text_goes_on_before_all_of_it_is_written()
    {
        var output = new StringWriter();
        var seen = new List<int>();

        JsonText.Write(output, json =>
        {
            json.WriteStartArray();
            for (var i = 0; i < 10; i++)
            {
                for (var line = 0; line < 1_000; line++) json.WriteStringValue(new string('x', 100));
                seen.Add(output.GetStringBuilder().Length);
            }

            json.WriteEndArray();
        });

        Assert.All(seen.Select((length, i) => (Written: (i + 1) * 100_000, Length: length)), step =>
            Assert.InRange(step.Length, step.Written - 300_000, int.MaxValue));
        Assert.InRange(seen[^1], 700_000, int.MaxValue);
    }

    private static string Write(string[] texts)
    {
        var output = new StringWriter(new StringBuilder());
        JsonText.Write(output, json =>
        {
            json.WriteStartArray();
            foreach (var text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
        });
        return output.ToString();
    }
}
