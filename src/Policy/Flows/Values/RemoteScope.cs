using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy.Flows;

/// <summary>
/// The remote side of flows: a range of addresses, or a group that a cloud knows by name (a security group, a prefix list,
/// a service tag). The default value is the single address <c>0.0.0.0</c>.
/// </summary>
/// <remarks>
/// The addresses of a group are not known here. A group is therefore a point outside of the address space: equal to itself only,
/// and disjoint from every address and every other group. The order is: IPv4 ranges, IPv6 ranges, groups by name (ordinal).
/// </remarks>
public readonly struct RemoteScope : IEquatable<RemoteScope>, IComparable<RemoteScope>
{
    private const string GroupMark = "group:";

    private RemoteScope(AddressRange addresses, string? group)
    {
        Addresses = addresses;
        Group = group;
    }

    /// <summary>The group's name, or null if the remote side is a range of addresses.</summary>
    public string? Group { get; }

    /// <summary>Whether the remote side is a named group.</summary>
    [MemberNotNullWhen(true, nameof(Group))]
    public bool IsGroup => Group is not null;

    /// <summary>The addresses; meaningful only if <see cref="IsGroup"/> is false.</summary>
    public AddressRange Addresses { get; }

    /// <summary>The remote side with these addresses.</summary>
    public static RemoteScope From(AddressRange addresses) => new(addresses, null);

    /// <summary>The named group.</summary>
    /// <param name="name">The name as the cloud writes it, without white space and control characters; compared ordinally.</param>
    /// <exception cref="ArgumentException">The name is empty or contains white space or control characters.</exception>
    public static RemoteScope OfGroup(string name)
    {
        if (string.IsNullOrEmpty(name))
            throw new ArgumentException("The name of a group is empty.", nameof(name));
        if (name.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
            throw new ArgumentException($"The name of the group '{name}' has white space or control characters.", nameof(name));
        return new(default, name);
    }

    /// <summary>The remote side with these addresses.</summary>
    public static implicit operator RemoteScope(AddressRange addresses) => From(addresses);

    /// <summary>The remote side with the addresses of a prefix.</summary>
    public static implicit operator RemoteScope(Prefix prefix) => From(AddressRange.FromPrefix(prefix));

    /// <summary>The remote side of one address.</summary>
    public static implicit operator RemoteScope(Address address) => From(AddressRange.FromAddress(address));

    /// <summary>Reads a remote side.</summary>
    /// <exception cref="FormatException">The text is not a valid remote side. The message says why.</exception>
    public static RemoteScope Parse(string text) =>
        TryParse(text, out var remote, out var problem) ? remote : throw new FormatException(problem.Describe());

    /// <summary>Reads a prefix, an address, a range of addresses, <c>any-v4</c>, <c>any-v6</c>, or <c>group:NAME</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="remote">The remote side, when there is one.</param>
    /// <param name="problem">What is wrong with the text, when there is none.</param>
    public static bool TryParse(string? text, out RemoteScope remote, [NotNullWhen(false)] out Problem? problem)
    {
        remote = default;
        problem = null;
        if (text is "any-v4" or "any-v6")
        {
            remote = Prefix.Any(text == "any-v4" ? AddressFamily.IPv4 : AddressFamily.IPv6);
            return true;
        }

        if (text is not null && text.StartsWith(GroupMark, StringComparison.Ordinal))
        {
            var name = text.Substring(GroupMark.Length);
            if (name.Length == 0 || name.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
                problem = Problem.Invalid($"'{text}' needs a name without white space after '{GroupMark}'");
            else
                remote = OfGroup(name);
            return problem is null;
        }

        if (!AddressRange.TryParse(text, out var range, out problem))
            return false;
        remote = range;
        return true;
    }

    /// <summary>Whether every address of the other side, or the same group, is in this one.</summary>
    public bool Contains(RemoteScope other) => SameSpace(other) && (IsGroup || Addresses.Contains(other.Addresses));

    /// <summary>Whether the sides share an address, or are the same group.</summary>
    public bool Overlaps(RemoteScope other) => SameSpace(other) && (IsGroup || Addresses.Overlaps(other.Addresses));

    /// <inheritdoc/>
    public int CompareTo(RemoteScope other) =>
        IsGroup != other.IsGroup ? IsGroup.CompareTo(other.IsGroup)
        : IsGroup ? string.CompareOrdinal(Group, other.Group)
        : Addresses.CompareTo(other.Addresses);

    /// <inheritdoc/>
    public bool Equals(RemoteScope other) => SameSpace(other) && Addresses.Equals(other.Addresses);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RemoteScope other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsGroup ? StringComparer.Ordinal.GetHashCode(Group) : Addresses.GetHashCode();

    /// <summary>A prefix, <c>first-last</c>, or <c>group:NAME</c>; <see cref="Parse"/> reads it back.</summary>
    public override string ToString() => IsGroup ? GroupMark + Group : Addresses.ToString();

    /// <summary>Writes the text of <see cref="ToString"/>. A group needs room for its name beyond <see cref="SpanText.Room"/>.</summary>
    internal void WriteTo(ref SpanText text)
    {
        if (IsGroup)
        {
            text.Add(GroupMark);
            text.Add(Group);
        }
        else
        {
            Addresses.WriteTo(ref text);
        }
    }

    /// <summary>Whether both are the same remote side.</summary>
    public static bool operator ==(RemoteScope left, RemoteScope right) => left.Equals(right);

    /// <summary>Whether the remote sides differ.</summary>
    public static bool operator !=(RemoteScope left, RemoteScope right) => !left.Equals(right);

    /// <summary>Whether both are ranges of addresses, or both are the same group.</summary>
    private bool SameSpace(RemoteScope other) => string.Equals(Group, other.Group, StringComparison.Ordinal);
}
