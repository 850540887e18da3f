using System.CommandLine;
using System.Globalization;

namespace Starface.Cli.Commands;

/// <summary>An option that takes a number within limits.</summary>
internal static class NumberOption
{
    /// <summary>Makes the option.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="help">What the number is, such as <c>SECONDS</c>.</param>
    /// <param name="usual">The number where none is given.</param>
    /// <param name="least">The smallest number.</param>
    /// <param name="most">The largest number.</param>
    /// <param name="description">What it is for.</param>
    public static Option<int> Create(string name, string help, int usual, int least, int most, string description)
    {
        var option = new Option<int>(name)
        {
            HelpName = help,
            Description = FormattableString.Invariant($"{description} Default: {usual}."),
            DefaultValueFactory = _ => usual,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var text }]) return;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
                result.AddError(FormattableString.Invariant($"{name}: '{text}' is not a number from {least} to {most}"));
        });
        return option;
    }
}
