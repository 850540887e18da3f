using Starface.Drift.Output;

namespace Starface.Drift.Tests;

/// <summary>JSON as every command writes it.</summary>
public sealed class JsonTextTests
{
    /// <summary>Where the output is lost, that is the reason that is told, and not what comes of it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(3_000)]
    [InlineData(50_000)]
    public void The_first_failure_of_the_output_is_the_one_that_is_told(int items)
    {
        using var output = new LostWriter();

        Assert.Throws<TimeZoneNotFoundException>(() => JsonText.Write(output, json =>
        {
            json.WriteStartArray();
            for (var i = 0; i < items; i++) json.WriteStringValue("a line of forty characters, or a little more");
            json.WriteEndArray();
        }));
    }

    private sealed class LostWriter : StringWriter
    {
        public override void Write(ReadOnlySpan<char> buffer) => throw new TimeZoneNotFoundException();

        public override void Write(char value) => throw new TimeZoneNotFoundException();
    }
}
