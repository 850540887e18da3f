using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Starface.Policy;

/// <summary>A release of the PBX: two to four numbers, such as <c>7.0.0.19</c>. Missing numbers are zero.</summary>
public readonly struct PbxVersion : IEquatable<PbxVersion>, IComparable<PbxVersion>
{
    private const int MostParts = 4;
    private readonly int _major;
    private readonly int _minor;
    private readonly int _patch;
    private readonly int _build;

    private PbxVersion(int major, int minor, int patch, int build)
    {
        _major = major;
        _minor = minor;
        _patch = patch;
        _build = build;
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">Two to four numbers from 0 to 99999 with dots between them.</param>
    /// <exception cref="FormatException">The text is not a version; the message says why.</exception>
    public static PbxVersion Parse(string text) =>
        TryParse(text, out var version, out var problem) ? version : throw new FormatException(problem.Describe());

    /// <summary>Reads a version.</summary>
    /// <param name="text">Two to four numbers from 0 to 99999 with dots between them.</param>
    /// <param name="version">The version.</param>
    /// <param name="problem">What is wrong with the text, when it is not a version.</param>
    public static bool TryParse(string? text, out PbxVersion version, [NotNullWhen(false)] out Problem? problem)
    {
        version = default;
        var parts = (text ?? "").Split('.');
        if (parts.Length is < 2 or > MostParts)
        {
            problem = Problem.Invalid(
                $"'{text}' is not a PBX version", "write two to four numbers with dots between them, such as 7.0.0.19");
            return false;
        }

        var numbers = new int[MostParts];
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            var wellFormed = part.Length is > 0 and <= 5 && part.All(c => c is >= '0' and <= '9') && (part.Length == 1 || part[0] != '0');
            if (!wellFormed)
            {
                problem = Problem.Invalid(
                    $"'{text}' is not a PBX version: its part '{part}' is not a number from 0 to 99999 without leading zeros");
                return false;
            }

            numbers[i] = int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
        }

        version = new PbxVersion(numbers[0], numbers[1], numbers[2], numbers[3]);
        problem = null;
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(PbxVersion other)
    {
        var order = _major.CompareTo(other._major);
        if (order == 0) order = _minor.CompareTo(other._minor);
        if (order == 0) order = _patch.CompareTo(other._patch);
        return order != 0 ? order : _build.CompareTo(other._build);
    }

    /// <inheritdoc/>
    public bool Equals(PbxVersion other) => CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PbxVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (((((_major * 397) ^ _minor) * 397) ^ _patch) * 397) ^ _build;

    /// <summary>The version with all four numbers.</summary>
    public override string ToString() => FormattableString.Invariant($"{_major}.{_minor}.{_patch}.{_build}");

    /// <summary>Whether two versions are the same release.</summary>
    public static bool operator ==(PbxVersion left, PbxVersion right) => left.Equals(right);

    /// <summary>Whether two versions are different releases.</summary>
    public static bool operator !=(PbxVersion left, PbxVersion right) => !left.Equals(right);

    /// <summary>Whether one release is older than another.</summary>
    public static bool operator <(PbxVersion left, PbxVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether one release is newer than another.</summary>
    public static bool operator >(PbxVersion left, PbxVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether one release is not newer than another.</summary>
    public static bool operator <=(PbxVersion left, PbxVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one release is not older than another.</summary>
    public static bool operator >=(PbxVersion left, PbxVersion right) => left.CompareTo(right) >= 0;
}
