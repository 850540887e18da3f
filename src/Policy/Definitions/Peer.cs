using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>One remote network that plays a peer group: a prefix, or a group that only the cloud knows.</summary>
public readonly struct Peer : IEquatable<Peer>
{
    private readonly RemoteScope _scope;

    private Peer(RemoteScope scope) => _scope = scope;

    /// <summary>The remote side as flows see it.</summary>
    public RemoteScope Scope => _scope;

    /// <summary>The prefix, or null for a group that only the cloud knows.</summary>
    public Prefix? Prefix => !_scope.IsGroup && _scope.Addresses.TryToPrefix(out var prefix) ? prefix : null;

    /// <summary>The cloud's name for the group, or null for a prefix.</summary>
    public string? Group => _scope.Group;

    /// <summary>The peer of a prefix.</summary>
    /// <param name="prefix">The prefix.</param>
    public static Peer FromPrefix(Prefix prefix) => new(prefix);

    /// <summary>The peer of a remote side.</summary>
    /// <param name="scope">A prefix or a group that only the cloud knows.</param>
    public static Peer FromScope(RemoteScope scope) => new(scope);

    /// <summary>Whether every address of another peer is also one of this peer. A group that only the cloud knows contains itself alone.</summary>
    /// <param name="other">The other peer.</param>
    public bool Contains(Peer other) => _scope.Contains(other._scope);

    /// <summary>Reads a prefix or a single address.</summary>
    /// <param name="text">The text, such as <c>203.0.113.0/24</c> or <c>2001:db8::1</c>.</param>
    /// <exception cref="FormatException">The text is no prefix; the message says why and how to mend it.</exception>
    public static Peer Parse(string text) => FromPrefix(Flows.Prefix.Parse(text));

    /// <summary>Reads a prefix, so that <c>["203.0.113.0/24"]</c> is a list of peers.</summary>
    /// <param name="text">The prefix or single address.</param>
    /// <exception cref="FormatException">The text is no prefix.</exception>
    public static implicit operator Peer(string text) => Parse(text);

    /// <summary>The peer of a prefix.</summary>
    /// <param name="prefix">The prefix.</param>
    public static implicit operator Peer(Prefix prefix) => FromPrefix(prefix);

    /// <inheritdoc/>
    public bool Equals(Peer other) => _scope.Equals(other._scope);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Peer other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _scope.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => _scope.Group ?? _scope.ToString();

    /// <summary>Whether two peers are the same remote side.</summary>
    public static bool operator ==(Peer left, Peer right) => left.Equals(right);

    /// <summary>Whether two peers are different remote sides.</summary>
    public static bool operator !=(Peer left, Peer right) => !left.Equals(right);
}
