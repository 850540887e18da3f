using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Starface.Drift.Composition;
using Starface.Drift.Live;
using Starface.Names;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Names;
using Starface.Probes.Clients;

namespace Starface.Cli.Hosting;

/// <summary>The machine as the command line sees it, apart from arguments and writers.</summary>
/// <param name="CurrentDirectory">The folder in which the command was started.</param>
/// <param name="ApplicationDirectory">The folder of the program.</param>
internal sealed record CliEnvironment(string CurrentDirectory, string ApplicationDirectory)
{
    /// <summary>The width of tables in a file or pipe, which receive the same bytes on every machine.</summary>
    public const int WidthWithoutTerminal = 100;

    /// <summary>The variable with the key of the doctor's listener, which other users of the machine do not see.</summary>
    public const string DoctorKeyVariable = "STARFACE_POLICY_DOCTOR_KEY";

    private const int NarrowestTable = 72;
    private const int WidestTable = 140;

    /// <summary>The clouds there are, in the order in which they are listed to people.</summary>
    public ImmutableArray<CloudTarget> Clouds { get; init; } = ShippedClouds.All;

    /// <summary>The columns of the terminal, or null when the output is a file or pipe.</summary>
    public int? TerminalWidth { get; init; }

    /// <summary>Whether the error stream is a terminal.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>
    /// The clock, for progress, the age of files kept between runs, and the last day of accepted drift. Plans never see it.
    /// </summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether tables have colours: on a terminal that supports them, unless NO_COLOR is set.</summary>
    public bool UseColor { get; init; }

    /// <summary>Whether a defect is reported with its stack trace even without <c>--verbose</c>.</summary>
    public bool Verbose { get; init; }

    /// <summary>Opens standard input.</summary>
    public Func<Stream> Input { get; init; } = static () => Stream.Null;

    /// <summary>Receives what a person should know although the command goes on; it is called in the order of the selection.</summary>
    public Action<Problem> Note { get; init; } = static _ => { };

    /// <summary>
    /// The files with what the stacks' environments (Pulumi ESC) add: <c>STACK=FILE</c>, or <c>FILE</c> for all stacks that import some.
    /// </summary>
    public ImmutableArray<string> EnvironmentFiles { get; init; } = [];

    /// <summary>The published members of the clouds' names, from a file; null where none was given.</summary>
    public ImmutableSortedDictionary<string, PrefixSet>? PublishedMembers { get; init; }

    /// <summary>Starts listening for Ctrl-C, and returns the token that cancels long work.</summary>
    public Func<CancellationToken> Cancellation { get; init; } = static () => CancellationToken.None;

    /// <summary>The day with which expiry dates are compared; null leaves them unchecked.</summary>
    public CalendarDate? Today { get; init; }

    /// <summary>Reads the groups that clouds have; made when they are first needed.</summary>
    public Lazy<CloudConnectors> Connectors { get; init; } = new(static () => ShippedConnectors.All);

    /// <summary>Asks name servers for the addresses of hosts.</summary>
    public Func<NameQuestions, CancellationToken, ImmutableArray<Lookup>> AskNames { get; init; } = FullTool.IsThis
        ? static (questions, token) => NameResolver.AskAsync(questions, token).GetAwaiter().GetResult()
        : static (_, _) => throw new InvalidOperationException("This program asks no name servers.");

    /// <summary>Makes the sockets with which rows are tried.</summary>
    public ProbeSockets ProbeSockets { get; init; } = ProbeSockets.Own;

    /// <summary>The authorities that servers' certificates must come from, or null for those of this machine.</summary>
    public X509Certificate2Collection? ProbeRoots { get; init; }

    /// <summary>The key of the doctor's listener, or null.</summary>
    public string? DoctorKey { get; init; }

    /// <summary>The ranges that answers of name servers must not be in.</summary>
    public SpecialRanges SpecialRanges { get; init; } = SpecialRanges.Iana;

    /// <summary>Whether the command line names policies beside the shipped ones.</summary>
    public bool LoadsPolicies { get; init; }

    /// <summary>How long code that is not this program's may take to make its policies.</summary>
    public TimeSpan LoadTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Keeps what such code writes to the console from now on away from it; the result returns the start of what was written until then.
    /// </summary>
    public Func<Func<string>> CatchConsole { get; init; } = static () => static () => "";

    /// <summary>The folders in which other tools are looked for.</summary>
    public Func<ImmutableArray<string>> ToolFolders { get; init; } = static () => [];

    /// <summary>Whether this program has all commands.</summary>
    public bool IsFullTool { get; init; } = FullTool.IsThis;

    /// <summary>Runs another program of the tool, which has this one's streams, and returns its exit code.</summary>
    public Func<string, IReadOnlyList<string>, int> RunProgram { get; init; } =
        static (program, args) => OtherProgram.Run(program, args, replaces: false);

    /// <summary>The variables of the process.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The columns that a table may fill.</summary>
    public int TableWidth => TerminalWidth is { } width ? Math.Clamp(width, NarrowestTable, WidestTable) : WidthWithoutTerminal;

    /// <summary>The environment of this process.</summary>
    public static CliEnvironment FromProcess()
    {
        var isTerminal = !Console.IsOutputRedirected;
        return new CliEnvironment(Directory.GetCurrentDirectory(), AppContext.BaseDirectory)
        {
            TerminalWidth = isTerminal ? WidthOfTerminal() : null,
            Input = Console.OpenStandardInput,
            CatchConsole = StandardStreams.CatchConsole,
            ToolFolders = FindToolFolders,
            RunProgram = static (program, args) => OtherProgram.Run(program, args, replaces: true),
            IsErrorTerminal = !Console.IsErrorRedirected,
            UseColor = isTerminal
                && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                && Environment.GetEnvironmentVariable("TERM") != "dumb",
            Today = CalendarDate.FromDateTime(DateTime.UtcNow),
            DoctorKey = Environment.GetEnvironmentVariable(DoctorKeyVariable),
            Verbose = Environment.GetEnvironmentVariable("STARFACE_POLICY_VERBOSE") is "1" or "true",
        };
    }

    /// <summary>Those of the search path, and the one of the SDK's global tools, which it may not have.</summary>
    private static ImmutableArray<string> FindToolFolders() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified),
        Path.Combine(
            Environment.GetEnvironmentVariable("DOTNET_CLI_HOME") is { Length: > 0 } home
                ? home
                : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ".dotnet",
            "tools"),
    ];

    /// <summary>Terminals that do not report a width are treated like a pipe.</summary>
    private static int WidthOfTerminal()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : WidthWithoutTerminal;
        }
        catch (IOException)
        {
            return WidthWithoutTerminal;
        }
    }
}
