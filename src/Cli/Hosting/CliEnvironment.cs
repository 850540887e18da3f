using System.Collections.Immutable;
using Starface.Drift.Composition;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Composition;

namespace Starface.Cli.Hosting;

/// <summary>What a run of the command line sees of the machine beside its arguments and writers.</summary>
/// <param name="CurrentDirectory">The folder the command was started in.</param>
/// <param name="ApplicationDirectory">The folder the program lies in.</param>
internal sealed record CliEnvironment(string CurrentDirectory, string ApplicationDirectory)
{
    /// <summary>The width of tables where the output is no terminal, so that a file or pipe gets the same bytes on every machine.</summary>
    public const int WidthWithoutTerminal = 100;

    private const int NarrowestTable = 72;
    private const int WidestTable = 140;

    /// <summary>The clouds there are, in the order in which they are listed to people.</summary>
    public ImmutableArray<CloudTarget> Clouds { get; init; } = ShippedClouds.All;

    /// <summary>The columns of the terminal, or null when the output is a file or pipe.</summary>
    public int? TerminalWidth { get; init; }

    /// <summary>Whether a person sees the error stream as it is written.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Tells how long work has taken, for progress, how old what is kept between runs is, and on which day drift is no longer accepted. Plans never see it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether tables may be coloured: a terminal, and nobody asked for no colour.</summary>
    public bool UseColor { get; init; }

    /// <summary>Whether a defect is reported with its trace although <c>--verbose</c> was not given.</summary>
    public bool Verbose { get; init; }

    /// <summary>What ends long work: Ctrl-C, which is listened to from the call on.</summary>
    public Func<CancellationToken> Cancellation { get; init; } = static () => CancellationToken.None;

    /// <summary>The day against which expiry dates are held; null leaves them unchecked.</summary>
    public CalendarDate? Today { get; init; }

    /// <summary>Reads the groups that clouds have; made when they are first needed.</summary>
    public Lazy<CloudConnectors> Connectors { get; init; } = new(static () => ShippedConnectors.All);

    /// <summary>The columns a table may take.</summary>
    public int TableWidth => TerminalWidth is { } width ? Math.Clamp(width, NarrowestTable, WidestTable) : WidthWithoutTerminal;

    /// <summary>The environment of this process.</summary>
    public static CliEnvironment OfProcess()
    {
        var isTerminal = !Console.IsOutputRedirected;
        return new CliEnvironment(Directory.GetCurrentDirectory(), AppContext.BaseDirectory)
        {
            TerminalWidth = isTerminal ? WidthOfTerminal() : null,
            IsErrorTerminal = !Console.IsErrorRedirected,
            UseColor = isTerminal
                && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                && Environment.GetEnvironmentVariable("TERM") != "dumb",
            Today = CalendarDate.FromDateTime(DateTime.UtcNow),
            Verbose = Environment.GetEnvironmentVariable("STARFACE_POLICY_VERBOSE") is "1" or "true",
        };
    }

    /// <summary>Some terminals do not tell their width; they get that of a pipe.</summary>
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
