using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Cli.Hosting;

/// <summary>Makes the problems of options and files.</summary>
internal static class UsageProblem
{
    /// <summary>An option that is missing, contradicts another, or does not fit the command.</summary>
    /// <param name="message">What is wrong, without a full stop.</param>
    /// <param name="fix">What to do about it, or null.</param>
    /// <param name="option">The option, with its key where it has several, or null where the message names it.</param>
    public static Problem Option(string message, string? fix = null, string? option = null) =>
        Problem.Error(ProblemIds.InvalidOption, message, fix) with { Place = option is null ? null : new Place { Key = option } };

    /// <summary>A file or folder that cannot be used.</summary>
    /// <param name="place">The file and the position in it.</param>
    /// <param name="message">What is wrong, without a full stop.</param>
    /// <param name="fix">What to do about it, or null.</param>
    public static Problem File(Place place, string message, string? fix = null) =>
        Problem.Error(ProblemIds.UnusableFile, message, fix) with { Place = place };

    /// <inheritdoc cref="File(Place, string, string?)"/>
    public static Problem File(string file, string message, string? fix = null) => File(new Place { File = file }, message, fix);

    /// <summary>A file or folder, named by an option, that cannot be used.</summary>
    public static Problem FileOf(string option, string message, string? fix = null) => File(new Place { Key = option }, message, fix);
}
