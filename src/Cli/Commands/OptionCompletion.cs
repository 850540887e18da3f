using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Starface.Cli.Commands;

/// <summary>
/// Completes the names of options, and values that are written into the same word. The parser, which completes everything else, offers no
/// name after a flag, since the next word may be its value, nor after an option that may have several values; and it reads
/// <c>--stack=on</c> as one word.
/// </summary>
internal static class OptionCompletion
{
    private const string Directive = "[suggest:";

    /// <summary>What a shell's question is about, with a position that is in the line.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>The arguments for the parser.</returns>
    public static string[] Normalize(string[] args) => FindPosition(args) is { } position
        ? [At(position), .. args[1..]]
        : args;

    /// <summary>What completes the word at the position; null where it is not the start of an option.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="parse">Parses the words before.</param>
    public static IEnumerable<string>? Find(string[] args, Func<string[], ParseResult> parse)
    {
        if (FindPosition(args) is not { } position) return null;
        var line = args[1][..position];
        var word = line[(line.LastIndexOf(' ') + 1)..];
        if (!word.StartsWith('-')) return null;
        var before = line[..^word.Length];
        return word.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
            ? FindValues(before, word[..end], word[(end + 1)..], parse)
            : FindNames(before, word, parse);
    }

    private static IEnumerable<string> FindNames(string before, string word, Func<string[], ParseResult> parse) =>
        OptionsOf(parse([.. CommandLineParser.SplitCommandLine(before)]))
            .Where(option => !option.Hidden)
            .SelectMany(option => option.Aliases.Prepend(option.Name))
            .Where(name => name.StartsWith(word, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    /// <summary>The values of an option that begin so, each with the option's name.</summary>
    private static IEnumerable<string> FindValues(string before, string name, string start, Func<string[], ParseResult> parse)
    {
        var parsed = parse([.. CommandLineParser.SplitCommandLine(before)]);
        var option = OptionsOf(parsed).FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));
        return option is null ? [] : option.CompletionSources
            .SelectMany(source => source(parsed.GetCompletionContext()))
            .Select(item => item.Label)
            .Where(value => value.StartsWith(start, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(value => $"{name}={value}");
    }

    private static IEnumerable<Option> OptionsOf(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        return command.Options
            .Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive));
    }

    private static string At(int position) => string.Create(CultureInfo.InvariantCulture, $"{Directive}{position}]");

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
