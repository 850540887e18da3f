using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using System.Text;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Drift.Files;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Problems;
using Starface.Probes.Clients;
using Starface.Probes.Outside.Listening;
using Starface.Probes.Outside.Pairing;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>The options of <c>doctor</c> for a machine outside of the PBX, and for the listener on the PBX.</summary>
internal sealed class OutsideOptions
{
    private const string KeyFileName = "--key-file";
    private const string TargetName = "--target";
    private const string SourceName = "--source";
    private const string HostOption = "--host";
    private const string EchoName = "--rtp-echo";
    private const int LongestListening = 86_400;

    private readonly Option<bool> _listen = new("--listen")
    {
        Description = "On the PBX, with its software stopped: open the ports of the inbound rows, and answer a machine outside that runs "
            + "'doctor --from outside' with the key that this prints.",
    };

    private readonly Option<int> _listenTime = NumberOption.Create(
        "--listen-time", "SECONDS", 900, 1, LongestListening, "With --listen: how long a machine outside is waited for.");

    private readonly Option<string[]> _targets = new(TargetName)
    {
        HelpName = "ADDRESS",
        Description = "With --from outside: the address of the PBX, as it is reached from here. May be repeated.",
    };

    private readonly Option<string> _host = new(HostOption)
    {
        HelpName = "NAME",
        Description = "With --from outside and without a listener: the name by which apps and phones reach the PBX. Its certificate has to "
            + "be for it, and XMPP is asked for it.",
    };

    private readonly Option<string[]> _sources = new(SourceName)
    {
        HelpName = "ADDRESS",
        Description = "With --from outside: the address from which the PBX sees this machine, by which its rows are chosen. Default: what "
            + "the listener sees, or the address of this machine.",
    };

    private readonly Option<string> _keyFile = new(KeyFileName)
    {
        HelpName = "FILE",
        Description = $"A file with the key of the listener. Default: the variable {CliEnvironment.DoctorKeyVariable}. Without a key the "
            + "machine outside asks the software of the PBX, and the listener makes a new one and prints it.",
    };

    private readonly Option<int> _control = NumberOption.Create(
        "--control", "PORT", 0, 0, PortRange.MaxPort,
        "A TCP port that the listener opens in addition, where no row is open to the machine outside over TCP; 0 opens none.");

    private readonly Option<int> _silence = NumberOption.Create(
        "--nat-timeout", "SECONDS", 0, 0, ArrivalBook.LongestSilence,
        "With --from outside and a listener: find out for how long a silent UDP conversation is remembered on the way, up to this; 0 does "
            + "not.");

    private readonly Option<bool> _echo = new(EchoName)
    {
        Description = "With --from outside and without a listener: try the ranges of sound too. Something at the PBX sends back what comes "
            + "to them, such as 'sipp -rtp_echo' in place of its software, whose calls the packets would disturb.",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        Option[] options = [_listen, _listenTime, _targets, _host, _sources, _keyFile, _control, _silence, _echo];
        foreach (var option in options) command.Add(option);
    }

    /// <summary>Whether this is the listener.</summary>
    /// <param name="parsed">The arguments.</param>
    public bool IsListener(ParseResult parsed) => parsed.GetValue(_listen);

    /// <summary>The options that only the machine outside has.</summary>
    public IEnumerable<Option> OfProber => [_targets, _host, _sources, _silence, _echo];

    /// <summary>The options that only the listener has.</summary>
    public IEnumerable<Option> OfListener => [_listenTime];

    /// <summary>Requires that no option is given, where the command runs on the PBX's side alone.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <exception cref="UsageException">One is given.</exception>
    public void RequireNone(ParseResult parsed)
    {
        Option[] options = [_listenTime, _targets, _host, _sources, _keyFile, _control, _silence, _echo];
        var given = Array.Find(options, option => parsed.GetResult(option) is { Implicit: false });
        if (given is null) return;
        throw new UsageException(UsageProblem.Option(
            "It is for a machine outside, or for the listener on the PBX", "add --from outside, or --listen", given.Name));
    }

    /// <summary>What the options say.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="environment">The machine.</param>
    public OutsideArguments Read(ParseResult parsed, CliEnvironment environment) => new(
        ListenTime(parsed),
        ControlPort(parsed),
        LongestSilence(parsed),
        () => Host(parsed),
        parsed.GetValue(_echo),
        () => Targets(parsed),
        () => Sources(parsed),
        () => Key(parsed, environment));

    /// <summary>How long a machine outside is waited for.</summary>
    /// <param name="parsed">The arguments.</param>
    private TimeSpan ListenTime(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_listenTime));

    /// <summary>The port that the listener opens in addition, or null.</summary>
    /// <param name="parsed">The arguments.</param>
    private int? ControlPort(ParseResult parsed) => parsed.GetValue(_control) is > 0 and var port ? port : null;

    /// <summary>The longest silence, in seconds; 0 tries none.</summary>
    /// <param name="parsed">The arguments.</param>
    private int LongestSilence(ParseResult parsed) => parsed.GetValue(_silence);

    /// <summary>The addresses of the PBX.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <exception cref="UsageException">None is named, or what is named is not an address.</exception>
    private ImmutableArray<Address> Targets(ParseResult parsed)
    {
        var targets = Read(parsed.GetValue(_targets), TargetName);
        foreach (var target in targets.Where(target => !HostAddress.IsValid(IPAddress.Parse(target.ToString()))))
            throw new UsageException(UsageProblem.Option($"{target} is not the address of a machine", "name that of the PBX", TargetName));
        return !targets.IsEmpty ? targets : throw new UsageException(UsageProblem.Option(
            "The address of the PBX is not in its policy", $"name it with {TargetName} 203.0.113.10", TargetName));
    }

    /// <summary>The name of the PBX, or null.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <exception cref="UsageException">What is named is not the name of a host.</exception>
    private string? Host(ParseResult parsed)
    {
        if (parsed.GetValue(_host) is not { } name || HostName.IsValid(name, out var invalid)) return parsed.GetValue(_host);
        throw new UsageException(UsageProblem.Option(
            $"'{name}' is not a valid host name: {invalid.Message}", invalid.Fix ?? "name that of the PBX", HostOption));
    }

    /// <summary>The addresses from which the PBX sees this machine, where they are named.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <exception cref="UsageException">What is named is not an address.</exception>
    private ImmutableArray<Address> Sources(ParseResult parsed) => Read(parsed.GetValue(_sources), SourceName);

    /// <summary>The key, or null where none is given.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="environment">The machine.</param>
    /// <exception cref="UsageException">The file cannot be read, or what is given is not a key.</exception>
    private PairingKey? Key(ParseResult parsed, CliEnvironment environment)
    {
        var place = parsed.GetValue(_keyFile) is null ? CliEnvironment.DoctorKeyVariable : KeyFileName;
        var text = parsed.GetValue(_keyFile) is { } file ? Read(file, environment) : environment.DoctorKey;
        if (text is null) return null;
        return PairingKey.Parse(text) ?? throw new UsageException(UsageProblem.Option(
            "This is not a key, which has 32 hexadecimal digits",
            "copy the key that the listener prints, or make one with 'openssl rand -hex 16' for both sides",
            place));
    }

    private static string Read(string file, CliEnvironment environment)
    {
        try
        {
            return InputFile.ReadAllText(
                Path.GetFullPath(file, environment.CurrentDirectory), Encoding.UTF8, InputLimits.ConfigurationFile);
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem))
        {
            throw new UsageException(UsageProblem.FileOf(KeyFileName, $"'{file}' cannot be read: {ForeignText.ToPhrase(problem)}"));
        }
    }

    private static ImmutableArray<Address> Read(string[]? texts, string option) =>
    [
        .. (texts ?? []).Select(text => Address.TryParse(text, out var address, out var problem)
            ? address
            : throw new UsageException(problem with { Place = new Place { Key = option } })).Distinct(),
    ];
}
