using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy.Rules;

namespace Starface.Drift.Reports;

/// <summary>The parts of a fleet that a report is about, so that the reports of all parts can be made one.</summary>
/// <param name="Numbers">The numbers of the parts, from 1, in order.</param>
/// <param name="Count">How many parts there are.</param>
/// <param name="Fleet">A fingerprint of the names of all instances, the same in all parts of a fleet.</param>
/// <param name="Version">The version of the program that wrote the report.</param>
internal sealed record ReportPart(ImmutableArray<int> Numbers, int Count, string Fleet, string Version)
{
    /// <summary>The member of a report that has the part.</summary>
    public const string Member = "shard";

    private const int FingerprintBytes = 16;

    /// <summary>Whether nothing is missing.</summary>
    public bool IsWhole => Numbers.Length == Count;

    /// <summary>The numbers of the parts that are missing.</summary>
    public IEnumerable<int> Missing => Enumerable.Range(1, Count).Except(Numbers);

    /// <summary>One part of a fleet.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="count">How many parts there are.</param>
    /// <param name="fleet">The names of all instances.</param>
    /// <param name="version">The program's version.</param>
    public static ReportPart From(int number, int count, IEnumerable<string> fleet, string version) => new(
        [number], count, Fingerprint.Hex(string.Join('\n', fleet.Order(StringComparer.Ordinal)), FingerprintBytes), version);

    /// <summary>Reads the part that a report is about.</summary>
    /// <param name="report">The report.</param>
    /// <returns>The part; null where the report is about a whole fleet.</returns>
    /// <exception cref="FormatException">The member is not one that a report has.</exception>
    public static ReportPart? Read(JsonElement report)
    {
        if (!report.TryGetProperty(Member, out var part)) return null;
        ImmutableArray<int> numbers = [.. part.GetProperty("numbers").EnumerateArray().Select(number => number.GetInt32())];
        var count = part.GetProperty("of").GetInt32();
        var isSound = numbers.Length > 0
            && numbers.All(number => number >= 1 && number <= count)
            && numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second);
        return isSound
            ? new ReportPart(numbers, count, part.Text("fleet"), part.Text("version"))
            : throw new FormatException($"'{Member}' is not a part of a fleet.");
    }

    /// <summary>Two parts together.</summary>
    /// <param name="other">The other one.</param>
    /// <exception cref="FormatException">They are not of the same fleet or version, or have a part in common.</exception>
    public ReportPart With(ReportPart other)
    {
        if (Count != other.Count)
            throw new FormatException(FormattableString.Invariant($"One report is of {Count} parts, another of {other.Count}"));
        if (Version != other.Version) throw new FormatException($"One report is of version {Version}, another of {other.Version}");
        if (Fleet != other.Fleet) throw new FormatException("The reports are of fleets with different instances");
        return Numbers.Intersect(other.Numbers).ToList() is not { Count: > 0 } twice
            ? this with { Numbers = [.. Numbers.Concat(other.Numbers).Order()] }
            : throw new FormatException(FormattableString.Invariant($"Part {twice[0]} of {Count} is there twice"));
    }

    /// <summary>Writes the part as a member.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="more">Writes what a command needs beside it to make parts one.</param>
    public void Write(Utf8JsonWriter json, Action? more = null)
    {
        json.WriteStartObject(Member);
        json.WriteStartArray("numbers");
        foreach (var number in Numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
        json.WriteNumber("of", Count);
        json.WriteString("fleet", Fleet);
        json.WriteString("version", Version);
        more?.Invoke();
        json.WriteEndObject();
    }
}
