using System.Text;

namespace Starface.Policy;

/// <summary>Where a problem is: a position in a file, a key of a configuration, an option of a command, or several of them.</summary>
public sealed record Place
{
    /// <summary>The file as people write it, or null.</summary>
    public string? File { get; init; }

    /// <summary>What was read where it is not a file: a region of an account, or a subscription, such as <c>AWS eu-central-1</c>.</summary>
    internal string? Source { get; init; }

    /// <summary>The line from 1, or null where the source has no lines.</summary>
    public int? Line { get; init; }

    /// <summary>The column from 1, or null.</summary>
    public int? Column { get; init; }

    /// <summary>The key or option, such as <c>starface:instances[2].peers.administrators</c> or <c>--peer</c>, or null.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// A position, and the key there: <c>Pulumi.demo.yaml:3:5: starface:cloud</c>. Editors and pipelines make a link of it.
    /// </summary>
    public override string ToString()
    {
        var name = File ?? Source;
        var text = new StringBuilder(name);
        if (Line is { } line)
        {
            text.Append(name is null ? "line " : ":").Append(FormattableString.Invariant($"{line}"));
            if (Column is { } column) text.Append(name is null ? ", column " : ":").Append(FormattableString.Invariant($"{column}"));
        }

        if (Key is not null) text.Append(text.Length > 0 ? ": " : "").Append(Key);
        return text.ToString();
    }
}
