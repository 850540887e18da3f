using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Names;

/// <summary>
/// Reads the lock file, in the form in which <see cref="HostsLockWriter"/> writes it and in no other: the command line and Pulumi programs
/// read the same, without a library for YAML. Comments, empty lines, the order of hosts and line ends of Windows do not count.
/// </summary>
internal sealed class HostsLockReader
{
    private const string Resolve = "run 'starface-policy resolve', which writes the file";
    private const string Restore = "restore the file from git, or remove it and run 'starface-policy resolve --all'";
    private const int LongestShown = 80;
    private const string HostIndent = "  ";
    private const string AddressIndent = "    ";

    private static readonly string[] ConflictMarks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

    private readonly string _file;
    private readonly List<Problem> _problems = [];
    private readonly List<LockedHost> _hosts = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<LockedAddress> _addresses = [];
    private readonly HashSet<Address> _known = [];

    private CalendarDate? _checked;
    private int? _checkedLine;
    private bool _hasHosts;
    private bool _isClosed;
    private (string Name, int Line, NotPinnable? Reason)? _host;
    private int _line;

    private HostsLockReader(string file) => _file = file;

    /// <summary>The lock; null where the text is not one.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="problems">What is wrong with it, in the order of the lines; empty where the lock is returned.</param>
    public static HostsLock? Read(string text, string file, out ImmutableArray<Problem> problems)
    {
        var reader = new HostsLockReader(file);
        reader.ReadLines(text);
        problems = [.. reader._problems];
        return problems.IsEmpty ? new HostsLock(reader._checked!.Value, reader._hosts) { File = file } : null;
    }

    private void ReadLines(string text)
    {
        // A file that is cut off in the middle of a line may end with the first half of an address that is one by itself.
        var isWhole = text.Length == 0 || text[text.Length - 1] == '\n';
        var start = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        while (start < text.Length && _problems.Count < InputLimits.Problems.Most)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            _line++;
            ReadLine(text.Substring(start, end - start).TrimEnd('\r', ' '));
            start = end + 1;
        }

        EndHost();
        if (_problems.Count > 0) return;
        if (!isWhole) Report("The file ends in the middle of a line", Restore);
        else if (_checked is null) ReportFile($"'{HostsLockForm.CheckedKey}' is missing", Restore);
        else if (!_hasHosts) ReportFile($"'{HostsLockForm.HostsKey}' is missing", Restore);
    }

    private void ReadLine(string line)
    {
        if (Array.Exists(ConflictMarks, mark => line.StartsWith(mark, StringComparison.Ordinal)))
            Report("A merge left its conflict here", "keep the lines of both sides without the marks, then run 'starface-policy resolve'");
        else if (line.Length == 0 || line[0] == '#')
            return;
        else if (line.StartsWith(AddressIndent, StringComparison.Ordinal) && line[AddressIndent.Length] != ' ')
            ReadMember(line.Substring(AddressIndent.Length));
        else if (line.StartsWith(HostIndent, StringComparison.Ordinal) && line[HostIndent.Length] != ' ')
            ReadHost(line.Substring(HostIndent.Length));
        else
            ReadTop(line);
    }

    private void ReadTop(string line)
    {
        EndHost();
        if (TryCut(line, HostsLockForm.CheckedKey + ": ", out var date))
        {
            if (_checkedLine is { } first) ReportTwice(HostsLockForm.CheckedKey, first);
            _checkedLine ??= _line;
            _checked = ReadDate(date);
        }
        else if (line is HostsLockForm.HostsKey + ":" or HostsLockForm.HostsKey + ": {}")
        {
            if (_hasHosts) Report($"Duplicate key '{HostsLockForm.HostsKey}'", Restore);
            _hasHosts = true;
            _isClosed = line[line.Length - 1] == '}';
        }
        else
        {
            Report($"'{Shown(line)}' does not belong in this file", Resolve);
        }
    }

    private void ReadHost(string line)
    {
        EndHost();
        var name = line[line.Length - 1] == ':' ? line.Substring(0, line.Length - 1) : "";
        if (!_hasHosts || _isClosed || name.Length == 0)
            Report($"'{Shown(line)}' does not belong here: expected the name of a host under '{HostsLockForm.HostsKey}:'", Resolve);
        else if (!HostName.IsValid(name, out var invalid))
            Report($"'{Shown(name)}' is not a valid host name: {Shown(invalid.Message)}", invalid.Fix ?? Resolve);
        else if (name != LockedHost.KeyOf(name))
            Report($"The host '{name}' is not in lower case", $"write '{LockedHost.KeyOf(name)}'");
        else if (_lines.TryGetValue(name, out var first))
            ReportTwice(name, first);
        else
        {
            _lines.Add(name, _line);
            _host = (name, _line, null);
            return;
        }

        // What is below a line with a problem is read all the same, and belongs to no host.
        _host = ("", _line, null);
    }

    private void ReadMember(string line)
    {
        if (_host is not { } host)
            Report($"'{Shown(line)}' does not belong here: expected the name of a host above it", Resolve);
        else if (!TryCut(line, HostsLockForm.NotPinnableKey + ": ", out var reason))
            ReadAddress(line);
        else if (ReasonOf(reason) is { } known && host.Reason is null)
            _host = host with { Reason = known };
        else
            Report($"'{Shown(reason)}' is not a reason that a host is not pinnable", Resolve);
    }

    private void ReadAddress(string line)
    {
        var end = line.IndexOf(": {", StringComparison.Ordinal);
        if (end < 0 || line[line.Length - 1] != '}')
        {
            Report($"'{Shown(line)}' is not an address with its days", "write it as '192.0.2.7: { firstSeen: 2027-01-31 }', or " + Resolve);
            return;
        }

        var written = Shown(line.Substring(0, end));
        var quoted = written.Length > 1 && written[0] == '"' && written[written.Length - 1] == '"';
        if (!Address.TryParse(quoted ? written.Substring(1, written.Length - 2) : written, out var address, out var invalid))
        {
            Report(invalid.Message, invalid.Fix ?? Resolve);
            return;
        }

        if (!_known.Add(address)) Report($"Duplicate address '{address}'", "remove one");
        var days = line.Substring(end + 3, line.Length - end - 4).Trim();
        var comma = days.IndexOf(", ", StringComparison.Ordinal);
        var (seen, missing) = comma < 0 ? (days, null) : (days.Substring(0, comma), days.Substring(comma + 2));
        if (!TryCut(seen, HostsLockForm.FirstSeenKey + ": ", out var first)
            || (missing is not null && !TryCut(missing, HostsLockForm.MissingSinceKey + ": ", out missing)))
        {
            Report(
                $"Expected '{HostsLockForm.FirstSeenKey}' and perhaps '{HostsLockForm.MissingSinceKey}' of '{address}', found "
                    + $"'{Shown(days)}'",
                Resolve);
        }
        else if (ReadDate(first) is { } firstSeen)
        {
            var since = missing is null ? null : ReadDate(missing);
            if (since < firstSeen) Report($"'{address}' is missing since {since}, before it was first seen on {firstSeen}", Resolve);
            _addresses.Add(new LockedAddress(address, firstSeen, since));
        }
    }

    private void EndHost()
    {
        if (_host is not var (name, line, reason) || _host is null) return;
        if (name.Length > 0 && _problems.Count == 0) AddHost(name, line, reason);
        _host = null;
        _addresses.Clear();
        _known.Clear();
    }

    private void AddHost(string name, int line, NotPinnable? reason)
    {
        if (_addresses.Count == 0 == reason is null)
        {
            Report(
                reason is null ? $"The host '{name}' has no addresses" : $"The host '{name}' has addresses, and a reason to have none",
                (reason is null ? "remove it" : "remove one of the two") + ", and run 'starface-policy resolve'",
                line);
        }
        else if (_addresses.Count > LockedHost.MostAddresses)
        {
            Report(
                FormattableString.Invariant(
                    $"The host '{name}' has {_addresses.Count} addresses; one with more than {LockedHost.MostAddresses} is not pinnable"),
                Resolve,
                line);
        }
        else
        {
            _hosts.Add(new LockedHost(name, [.. _addresses.OrderBy(known => known.Address)], reason) { Line = line });
        }
    }

    private CalendarDate? ReadDate(string text)
    {
        if (CalendarDate.TryParse(Shown(text), out var date, out var invalid)) return date;
        Report(invalid.Message, invalid.Fix ?? Resolve);
        return null;
    }

    private static NotPinnable? ReasonOf(string text)
    {
        foreach (var reason in new[] { NotPinnable.TooManyAddresses, NotPinnable.Rotation })
        {
            if (LockedHost.Describe(reason) == text) return reason;
        }

        return null;
    }

    /// <summary>The start of a line, which may be as long as the file.</summary>
    private static string Shown(string line) => line.Length <= LongestShown ? line : line.Substring(0, LongestShown) + "...";

    private static bool TryCut(string line, string start, out string rest)
    {
        var begins = line.StartsWith(start, StringComparison.Ordinal);
        rest = begins ? line.Substring(start.Length) : "";
        return begins;
    }

    private void ReportTwice(string key, int first) =>
        Report(FormattableString.Invariant($"Duplicate key '{key}' (first on line {first})"), "remove one");

    private void ReportFile(string message, string fix) =>
        _problems.Add(Problem.Error(ProblemIds.UnusableFile, message, fix) with { Place = new Place { File = _file } });

    private void Report(string message, string fix, int? line = null) =>
        _problems.Add(
            Problem.Error(ProblemIds.UnusableFile, message, fix) with { Place = new Place { File = _file, Line = line ?? _line } });
}
