using Starface.Policy.Problems;

namespace Starface.Policy;

/// <summary>
/// Something that is wrong, or that a person should know: in a declaration, a configuration, a plan, or what a cloud permits.
/// </summary>
/// <param name="Id">The id of the kind of problem, such as <c>SFP4001</c>; each is explained under docs/diagnostics.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Message">What is wrong, with the values: a sentence without its full stop.</param>
public sealed record Problem(string Id, Severity Severity, string Message)
{
    /// <summary>Where it is, or null where the message says it.</summary>
    public Place? Place { get; init; }

    /// <summary>What to do about it, such as <c>use aws or azure</c>: without a full stop. Null where that depends.</summary>
    public string? Fix { get; init; }

    /// <summary>The arguments of the message and fix, where these are from <see cref="ProblemTable"/>.</summary>
    internal MessageArguments Arguments { get; init; }

    /// <summary>Where it is in a declaration of a service or policy, or null where it is not about one.</summary>
    internal DeclarationPlace? DeclarationPlace { get; init; }

    /// <summary>The configuration key that has to change, such as <c>settings.WebPort</c>, or null where it may be any.</summary>
    internal string? ConfigKey { get; init; }

    /// <summary>
    /// What a code fix writes in place of what is wrong, or null where that has to be decided. It is the empty text where a requirement or
    /// allowance can be removed without a loss, and the id of the service to allow where one is missing.
    /// </summary>
    internal string? Replacement { get; init; }

    /// <summary>The message and the fix, without a full stop, as the compiler shows them.</summary>
    internal string Text => Fix is null ? Message : $"{Message}; {Fix}";

    /// <summary>All of it in one line: <c>starface:cloud: Unknown cloud 'x'; use aws or azure.</c></summary>
    public string Describe()
    {
        var text = Text;
        var stop = text.Length > 0 && text[text.Length - 1] is '.' or '?' or '!' ? "" : ".";
        return Place is null ? text + stop : $"{Place}: {text}{stop}";
    }

    /// <inheritdoc cref="Describe"/>
    public override string ToString() => Describe();

    /// <summary>A problem that has to be fixed.</summary>
    internal static Problem Error(string id, string message, string? fix = null) => new(id, Severity.Error, message) { Fix = fix };

    /// <summary>A problem that may be meant.</summary>
    internal static Problem Warning(string id, string message, string? fix = null) => new(id, Severity.Warning, message) { Fix = fix };

    /// <summary>What changes nothing, and is worth knowing all the same.</summary>
    internal static Problem Info(string id, string message, string? fix = null) => new(id, Severity.Info, message) { Fix = fix };

    /// <summary>The problem of a text or value that is malformed or out of range.</summary>
    internal static Problem Invalid(string message, string? fix = null) => Error(ProblemIds.InvalidValue, message, fix);

    /// <summary>The problem in a part of a declaration that is read by itself.</summary>
    internal Problem In(DeclarationPart part) => this with { DeclarationPlace = new(-1, part) };

    /// <summary>The problem at a place of a declaration.</summary>
    internal Problem At(int index, DeclarationPart part, string? replacement = null) =>
        this with { DeclarationPlace = new(index, part), Replacement = replacement };
}
