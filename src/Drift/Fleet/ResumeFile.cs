using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Starface.Drift.Files;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Drift.Fleet;

/// <summary>
/// The regions and subscriptions that an interrupted run had read completely, with what lies around the groups where it was read, one a
/// line of a file, so that the next run reads only the others. A read that had any problem is never kept, and one older than an hour is
/// read again, since it says nothing about now.
/// </summary>
internal sealed class ResumeFile
{
    /// <summary>What the first line of a file begins with, unless its writing was cut even before.</summary>
    private const string Start = "{\"version\":";

    /// <summary>What a line of this version begins with; the digest of what follows it comes next.</summary>
    private const string Head = Start + "5,\"digest\":\"";

    private const string BehindDigest = "\",";
    private const int DigestLength = 2 * SHA256.HashSizeInBytes;

    private static readonly TimeSpan Oldest = TimeSpan.FromHours(1);

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly Lock _writing = new();
    private readonly Dictionary<string, LiveSurvey> _known = new(StringComparer.Ordinal);

    private ResumeFile(string path, TimeProvider clock) => (_path, _clock) = (path, clock);

    /// <summary>Opens a file, which need not exist. A line that is incomplete, changed or not understood counts as not read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="display">What it is called in reports.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="clouds">The clouds that live groups are read from.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ResumeFile Open(string path, string display, TimeProvider clock, CloudConnectors clouds)
    {
        var saved = new ResumeFile(path, clock);
        if (!File.Exists(path) && !Directory.Exists(path)) return saved;
        using var reader = new StringReader(InputFile.ReadRegularText(path, Encoding.UTF8, InputLimits.Resume));
        var isOwn = false;
        while (reader.ReadLine() is { } line)
        {
            // Lines are added to the file, and it is deleted in the end: it must be one that was written here.
            if (!isOwn && !line.StartsWith(Start, StringComparison.Ordinal) && !Start.StartsWith(line, StringComparison.Ordinal))
                throw new IOException("it has something else than --resume keeps");
            isOwn |= line.Length > 0;
            try
            {
                if (!IsWhole(line)) continue;
                var root = JsonCursor.Parse(Encoding.UTF8.GetBytes(line), new Place { File = display });
                var at = DateTimeOffset.Parse(root.NeedText("readAt"), System.Globalization.CultureInfo.InvariantCulture);
                var age = clock.GetUtcNow() - at;
                if (age < TimeSpan.Zero || age > Oldest) continue;
                var kept = FormattableString.Invariant($"read {at:HH:mm} UTC and kept in {display}");
                var groups = root.Get("groups").Items()
                    .Select(group => ResumeEntry.Read(group, clouds))
                    .Select(group => group with { Place = $"{group.Place}, {kept}" });
                saved._known[root.NeedText("key")] = new LiveSurvey([.. groups], [])
                {
                    Surroundings = ResumeSurroundings.Read(root.Get("surroundings"), clouds),
                };
            }
            catch (Exception problem) when (problem is LiveFormatException or FormatException or ArgumentException)
            {
                // A run that was killed while it wrote leaves half a line; the place is read again.
            }
        }

        return saved;
    }

    /// <summary>
    /// The key of a read: the place, the account and the query. Only its hash is kept, so that the file names no account.
    /// </summary>
    /// <param name="place">The place.</param>
    /// <param name="identity">What identifies the account: another account's groups say nothing about this one's.</param>
    /// <param name="query">The groups that are looked for.</param>
    /// <param name="options">The options.</param>
    public static string Key(string place, string identity, GroupQuery query, FleetOptions options)
    {
        var text = string.Join(
            '\n',
            [
                place, identity, "", options.Sources.Endpoint?.AbsoluteUri ?? "",
                options.Quick ? "tags" : options.Scope == DriftScope.Group ? "rules" : "interfaces",
                .. query.Ids.Order(StringComparer.Ordinal), "", .. query.Instances.Order(StringComparer.Ordinal), "", .. query.PrefixLists,
            ]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The groups of a place an earlier run has read, or null.</summary>
    public LiveSurvey? Find(string key) => _known.GetValueOrDefault(key);

    /// <summary>Keeps a read, if it was complete.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(string key, LiveSurvey survey)
    {
        if (!IsComplete(survey)) return;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("readAt", _clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteStartArray("groups");
            foreach (var group in survey.Groups) ResumeEntry.Write(json, group);
            json.WriteEndArray();
            ResumeSurroundings.Write(json, survey.Surroundings);
            json.WriteEndObject();
        }

        // Behind the brace. A newline before the line as well: half a line of an earlier run must not swallow this one.
        var rest = Encoding.UTF8.GetString(stream.GetBuffer(), 1, (int)stream.Length - 1);
        lock (_writing) File.AppendAllText(_path, $"\n{Sign(rest)}\n");
    }

    /// <summary>A line with the digest that proves it is the one that was written.</summary>
    /// <param name="rest">What is kept: the members of an object and its closing brace.</param>
    public static string Sign(string rest) => Head + DigestOf(rest) + BehindDigest + rest;

    /// <summary>Forgets everything: all was read, and the next run is to ask again.</summary>
    public void Finish() => File.Delete(_path);

    /// <summary>Whether a read had no problem.</summary>
    public static bool IsComplete(LiveSurvey survey) =>
        survey.Problems.IsEmpty
        && survey.Groups.All(group => group.Problems.IsEmpty)
        && ResumeSurroundings.IsComplete(survey.Surroundings);

    /// <summary>Whether nothing of a line was cut off or changed since it was written.</summary>
    private static bool IsWhole(string line) =>
        line.Length > Head.Length + DigestLength + BehindDigest.Length
        && line.StartsWith(Head, StringComparison.Ordinal)
        && line == Sign(line[(Head.Length + DigestLength + BehindDigest.Length)..]);

    private static string DigestOf(string rest) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rest)));
}
