using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Starface.Policy;

/// <summary>A calendar date, such as <c>2027-01-31</c>, without a time of day or a time zone.</summary>
public readonly struct CalendarDate : IEquatable<CalendarDate>, IComparable<CalendarDate>
{
    private const string Form = "yyyy-MM-dd";
    private readonly int _dayNumber;

    private CalendarDate(int dayNumber) => _dayNumber = dayNumber;

    /// <summary>The date of a point in time, in its own time zone.</summary>
    /// <param name="time">The point in time.</param>
    public static CalendarDate FromDateTime(DateTime time) => new((int)(time.Ticks / TimeSpan.TicksPerDay));

    /// <summary>Reads a day.</summary>
    /// <param name="text">Year, month and day as <c>2027-01-31</c>.</param>
    /// <exception cref="FormatException">The text is not a day; the message says why.</exception>
    public static CalendarDate Parse(string text) =>
        TryParse(text, out var date, out var problem) ? date : throw new FormatException(problem.Describe());

    /// <summary>Reads a day.</summary>
    /// <param name="text">Year, month and day as <c>2027-01-31</c>.</param>
    /// <param name="date">The day.</param>
    /// <param name="problem">What is wrong with the text, when it is not a day.</param>
    public static bool TryParse(string? text, out CalendarDate date, [NotNullWhen(false)] out Problem? problem)
    {
        var read = DateTime.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        date = read ? FromDateTime(time) : default;
        problem = read ? null : Problem.Invalid($"'{text}' is not a valid date", "use yyyy-MM-dd, such as 2027-01-31");
        return read;
    }

    /// <summary>The number of days from this date to another one; negative if the other one is earlier.</summary>
    /// <param name="other">The other day.</param>
    public int DaysUntil(CalendarDate other) => other._dayNumber - _dayNumber;

    /// <inheritdoc/>
    public int CompareTo(CalendarDate other) => _dayNumber.CompareTo(other._dayNumber);

    /// <inheritdoc/>
    public bool Equals(CalendarDate other) => _dayNumber == other._dayNumber;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CalendarDate other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _dayNumber;

    /// <summary>Year, month and day; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() => new DateTime(_dayNumber * TimeSpan.TicksPerDay).ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Whether two days are the same.</summary>
    public static bool operator ==(CalendarDate left, CalendarDate right) => left.Equals(right);

    /// <summary>Whether two days differ.</summary>
    public static bool operator !=(CalendarDate left, CalendarDate right) => !left.Equals(right);

    /// <summary>Whether one day is before another.</summary>
    public static bool operator <(CalendarDate left, CalendarDate right) => left.CompareTo(right) < 0;

    /// <summary>Whether one day is after another.</summary>
    public static bool operator >(CalendarDate left, CalendarDate right) => left.CompareTo(right) > 0;

    /// <summary>Whether one day is not after another.</summary>
    public static bool operator <=(CalendarDate left, CalendarDate right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one day is not before another.</summary>
    public static bool operator >=(CalendarDate left, CalendarDate right) => left.CompareTo(right) >= 0;
}
