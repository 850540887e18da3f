using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Drift.Output;
using Starface.Pages.Model;
using Starface.Policy.Comparison;

namespace Starface.Cli.Verbs.Report;

/// <summary>What <c>doctor --format json</c> wrote about an instance.</summary>
/// <param name="Name">The instance.</param>
/// <param name="Status">What the page says with it: in sync where all rows work.</param>
/// <param name="Page">What was found out.</param>
internal sealed record DoctorFile(string Name, DriftStatus Status, ProbePage Page)
{
    /// <summary>Reads a file.</summary>
    /// <param name="named">The file as it was named.</param>
    /// <param name="environment">The machine.</param>
    /// <exception cref="UsageException">It is not what the doctor wrote about a run.</exception>
    public static DoctorFile Read(string named, CliEnvironment environment) => WrittenJson.Read(
        Path.GetFullPath(named, environment.CurrentDirectory),
        named,
        "the doctor's report of a run",
        "write it with 'starface-policy doctor --format json'",
        root => new DoctorFile(
            root.Text("name"),
            root.Text("status") switch
            {
                "works" => DriftStatus.InSync,
                "does-not-work" => DriftStatus.Drift,
                "unknown" => DriftStatus.Unknown,
                var other => throw new FormatException($"'{other}' is not the status of a run"),
            },
            new ProbePage(root.Text("from"), [.. root.Items("probes").Select(ReadLine)])));

    private static ProbeLine ReadLine(JsonElement json)
    {
        var (from, to) = (json.OptionalNumber("fromPort"), json.OptionalNumber("toPort"));
        var ports = from is null ? "" : from == to ? FormattableString.Invariant($"{from}") : FormattableString.Invariant($"{from}-{to}");
        var target = json.Text("target");
        return new ProbeLine(
            string.Join(", ", json.Items("rows").Select(row => row.Text("service")).Distinct(StringComparer.Ordinal)),
            json.OptionalText("address") is { } address && address != target ? $"{target} ({address})" : target,
            json.Text("direction") switch
            {
                "inbound" => true,
                "outbound" => false,
                var other => throw new FormatException($"'{other}' is not a direction"),
            },
            new Traffic(json.Text("protocol"), ports),
            json.Text("status") switch
            {
                "works" => true,
                "does-not-work" => false,
                "unknown" => null,
                var other => throw new FormatException($"'{other}' is not the status of a probe"),
            },
            json.Text("verdict").Replace('-', ' '),
            json.OptionalText("detail") ?? "",
            json.OptionalText("next"));
    }
}
