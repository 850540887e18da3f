namespace Starface.Policy;

/// <summary>
/// A remote side shared by the requirements of a service: each requirement that names neither host nor addresses of its own
/// holds once for every remote host. The vendor writes such tables as a list of hosts and a list of ports.
/// </summary>
/// <param name="host">The fully qualified domain name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RemoteHostAttribute(string host) : Attribute
{
    /// <summary>The fully qualified domain name.</summary>
    public string Host { get; } = host;

    /// <summary>The host's fixed addresses or prefixes, when the vendor publishes them.</summary>
    public string[]? Addresses { get; set; }
}
