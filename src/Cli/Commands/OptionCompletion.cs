using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Starface.Cli.Commands;

/// <summary>
/// Completes the names of options. The parser, which completes everything else, offers none after a flag, since the next word may be its
/// value, nor after an option that may have several values.
/// </summary>
internal static class OptionCompletion
{
    private const string Directive = "[suggest:";

    /// <summary>What a shell's question is about, with a position that is in the line.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>The arguments for the parser.</returns>
    public static string[] Normalize(string[] args) => FindPosition(args) is { } position
        ? [string.Create(CultureInfo.InvariantCulture, $"{Directive}{position}]"), .. args[1..]]
        : args;

    /// <summary>The names that complete the word at the position; null where it is not the start of an option's name.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="parse">Parses the words before.</param>
    public static IReadOnlyList<string>? Find(string[] args, Func<string[], ParseResult> parse)
    {
        if (FindPosition(args) is not { } position) return null;
        var line = args[1][..position];
        var word = line[(line.LastIndexOf(' ') + 1)..];
        if (!word.StartsWith('-')) return null;
        var command = parse([.. CommandLineParser.SplitCommandLine(line[..^word.Length])]).CommandResult.Command;
        return
        [
            .. command.Options
                .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive))
                .Where(option => !option.Hidden)
                .SelectMany(option => option.Aliases.Prepend(option.Name))
                .Where(name => name.StartsWith(word, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The position that a shell names, or the end of the line where it names none; null where it asks nothing.</summary>
    private static int? FindPosition(string[] args)
    {
        if (args is not [var directive, var line]) return null;
        if (!directive.StartsWith(Directive, StringComparison.Ordinal) || !directive.EndsWith(']')) return null;
        var number = directive.AsSpan(Directive.Length)[..^1];
        return int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position)
            ? Math.Clamp(position, 0, line.Length)
            : line.Length;
    }
}
