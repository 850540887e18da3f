using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Cli.Verbs.Check;
using Starface.Cli.Verbs.Diff;
using Starface.Drift.Output;
using Starface.Policy;

namespace Starface.Cli.Verbs.Review;

/// <summary>The JSON of <c>review</c>, from which the comment can be made elsewhere.</summary>
internal static class ReviewJson
{
    /// <summary>Writes a review.</summary>
    public static void Write(ReviewResult result, OutputGate output) => output.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteString("status", result.Status);
        json.WriteString("base", result.Base);
        json.WriteString("baseName", result.BaseName);
        json.WriteString("head", result.Head);
        json.WriteNumber("instances", result.Instances);
        json.WriteObjects("changes", result.Changes, change =>
        {
            json.WriteString("kind", KindText(change.Kind));
            json.WriteTexts("instances", change.Instances);
            json.WriteOptional("renamedFrom", change.RenamedFrom);
            if (change.IsDeletedByUpdate) json.WriteBoolean("deletedByUpdate", true);
            WriteContent(json, change);
        });
        json.WriteObjects("newFindings", result.NewFindings, item => CheckJson.WriteItem(json, item));
        json.WriteObjects("goneFindings", result.GoneFindings, item => CheckJson.WriteItem(json, item));
        json.WriteObjects("acceptedFindings", result.AcceptedFindings, item => CheckJson.WriteItem(json, item));
        json.WriteObjects("due", result.Due, due =>
        {
            json.WriteString("date", due.Day.ToString());
            json.WriteString("policy", due.Policy);
            json.WriteString("what", due.What);
            json.WriteTexts("instances", due.Instances);
        });
        json.WriteTexts("notCompared", result.NotCompared);
        json.WriteProblems("baseProblems", result.BaseProblems);
        json.WriteProblems("headProblems", result.HeadProblems);
        json.WriteProblems("notes", result.Notes);
        json.WriteTexts("allowedCuts", result.AllowedCuts);
        json.WriteEndObject();
    });

    /// <summary>Reads a review that <see cref="Write"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="display">The file, for messages.</param>
    /// <exception cref="UsageException">It is not one.</exception>
    public static ReviewResult Read(string path, string display) => WrittenJson.Read(
        path,
        display,
        "a review",
        "write it with 'starface-policy review --format json'",
        root => WithStatusOf(root, new ReviewResult(
            root.Text("base"),
            root.Text("baseName"),
            root.Text("head"),
            root.GetProperty("instances").GetInt32(),
            [.. root.Items("changes").Select(ReadChange)])
        {
            NewFindings = [.. root.Items("newFindings").Select(CheckJson.ReadItem)],
            GoneFindings = [.. root.Items("goneFindings").Select(CheckJson.ReadItem)],
            AcceptedFindings = [.. root.Items("acceptedFindings").Select(CheckJson.ReadItem)],
            Due =
            [
                .. root.Items("due").Select(due => new DueDate(
                    CalendarDate.Parse(due.Text("date")), due.Text("policy"), due.Text("what"), due.Texts("instances"))),
            ],
            NotCompared = root.Texts("notCompared"),
            BaseProblems = [.. root.Items("baseProblems").Select(ProblemJson.Read)],
            HeadProblems = [.. root.Items("headProblems").Select(ProblemJson.Read)],
            Notes = [.. root.Items("notes").Select(ProblemJson.Read)],
            AllowedCuts = root.Texts("allowedCuts"),
        }));

    /// <summary>Writes what a change is, without whose it is.</summary>
    /// <param name="json">Receives the members.</param>
    /// <param name="change">The change.</param>
    public static void WriteContent(Utf8JsonWriter json, ReviewedChange change)
    {
        change.Change.Write(json);
        json.WriteObjects("settings", change.Settings, setting =>
        {
            json.WriteString("name", setting.Name);
            json.WriteString("before", setting.Before);
            json.WriteString("after", setting.After);
            json.WriteBoolean("cutsCalls", setting.CutsCalls);
        });
        json.WriteTexts("replacedNeverCut", change.Replaced);
        json.WriteObjects("quotas", change.Quotas, quota =>
        {
            json.WriteString("name", quota.Name);
            json.WriteOptional("before", quota.Before);
            json.WriteOptional("after", quota.After);
            json.WriteNumber("limit", quota.Limit);
            json.WriteBoolean("nearlyReached", quota.IsNearlyReached);
        });
        json.WriteProblems("obstacles", change.Obstacles);
    }

    /// <summary>A review whose status is that of its parts.</summary>
    private static ReviewResult WithStatusOf(JsonElement root, ReviewResult review) => root.Text("status") == review.Status
        ? review
        : throw new FormatException($"Its status is '{root.Text("status")}', and that of what it lists is '{review.Status}'");

    private static ReviewedChange ReadChange(JsonElement json) => new(
        json.Text("kind") switch
        {
            "changed" => ChangeKind.Changed,
            "added" => ChangeKind.Added,
            "removed" => ChangeKind.Removed,
            "renamed" => ChangeKind.Renamed,
            var other => throw new FormatException($"'{other}' is not a kind of change"),
        },
        json.Texts("instances"),
        ToldChange.Read(json))
    {
        RenamedFrom = json.OptionalText("renamedFrom"),
        IsDeletedByUpdate = json.TryGetProperty("deletedByUpdate", out _),
        Settings =
        [
            .. json.Items("settings").Select(setting => new SettingChange(
                setting.Text("name"), setting.Text("before"), setting.Text("after"), setting.GetProperty("cutsCalls").GetBoolean())),
        ],
        Replaced = json.Texts("replacedNeverCut"),
        Quotas =
        [
            .. json.Items("quotas").Select(quota => new QuotaChange(
                quota.Text("name"),
                quota.OptionalNumber("before"),
                quota.OptionalNumber("after"),
                quota.GetProperty("limit").GetInt32(),
                quota.GetProperty("nearlyReached").GetBoolean())),
        ],
        Obstacles = [.. json.Items("obstacles").Select(ProblemJson.Read)],
    };

    private static string KindText(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Removed => "removed",
        ChangeKind.Renamed => "renamed",
        _ => "changed",
    };
}
