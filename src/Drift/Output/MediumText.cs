using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Starface.Drift.Output;

/// <summary>
/// A text in the syntax of a medium. It is written as an interpolated string, whose literal parts are the program's own. Every string in
/// its holes may be a stranger's and is escaped; there is no conversion from a string, so that nobody can forget it.
/// </summary>
/// <example><c>MediumText&lt;Shell&gt; command = $"az network nsg show --ids {id}";</c></example>
/// <typeparam name="TMedium">The medium.</typeparam>
[InterpolatedStringHandler]
internal sealed class MediumText<TMedium>
    where TMedium : IMedium
{
    private readonly StringBuilder _text;

    /// <summary>Begins a text; the compiler calls this.</summary>
    public MediumText(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (16 * formattedCount));

    /// <summary>Appends what the source code has between the holes.</summary>
    public void AppendLiteral(string text) => _text.Append(text);

    /// <summary>Appends a stranger's text, escaped.</summary>
    public void AppendFormatted(string? text) => _text.Append(TMedium.Escape(text ?? ""));

    /// <summary>Appends a number.</summary>
    public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Appends a part that is in the medium's syntax already.</summary>
    public void AppendFormatted(MediumText<TMedium>? part) => _text.Append(part?._text);

    /// <summary>Appends parts that are in the medium's syntax already, one behind the other.</summary>
    public void AppendFormatted(IEnumerable<MediumText<TMedium>> parts)
    {
        foreach (var part in parts) _text.Append(part._text);
    }

    /// <summary>Appends parts that are in the medium's syntax already.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="format">What is between them.</param>
    public void AppendFormatted(IEnumerable<MediumText<TMedium>> parts, string format) =>
        _text.AppendJoin(format, parts.Select(part => part._text));

    /// <summary>The length in UTF-16 units.</summary>
    public int Length => _text.Length;

    /// <summary>Appends another text of the medium.</summary>
    public void Append(MediumText<TMedium> text) => _text.Append(text._text);

    /// <summary>The text. Only the gate writes it.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>A text that its medium has escaped for a place of its own.</summary>
    internal static MediumText<TMedium> FromEscaped(string text)
    {
        var escaped = new MediumText<TMedium>(text.Length, 0);
        escaped.AppendLiteral(text);
        return escaped;
    }
}
