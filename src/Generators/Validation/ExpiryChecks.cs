using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Symbols;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>
/// Checks the days of an allowance. Whether one has passed is not checked: a build of the same sources gives the same result on
/// any day.
/// </summary>
internal static class ExpiryChecks
{
    /// <summary>The arguments with days.</summary>
    public static readonly string[] Arguments = ["Expires", "ReviewBy"];

    /// <summary>Reads a day; null when it is absent or invalid.</summary>
    /// <param name="attribute">The attribute of the allowance.</param>
    /// <param name="argument">The argument with the day.</param>
    /// <param name="problems">Receives the problem.</param>
    public static string? Read(AttributeData attribute, string argument, ICollection<DeclarationProblem> problems)
    {
        if (AttributeArguments.Named(attribute, argument) is not string text) return null;
        if (CalendarDate.TryParse(text, out var date, out var problem)) return date.ToString();
        problems.Add(new(ProblemIds.MalformedExpiry, attribute, ArgumentPlace.For(argument), problem.Text)
        {
            Suggestion = NameSuggestions.ForDate(text),
        });
        return null;
    }
}
