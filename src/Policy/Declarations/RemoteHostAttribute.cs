namespace Starface.Policy;

/// <summary>
/// A remote side shared by the requirements of a service: each requirement that names neither host nor addresses of its own
/// holds once for every remote host. The vendor writes such tables as a list of hosts and a list of ports.
/// </summary>
/// <remarks>As <see cref="RequirementAttribute.Host"/> on AWS and Azure, for each requirement without a remote side.</remarks>
/// <example>
/// <code>
/// [RemoteHost("updates.example.com")]
/// [RemoteHost("mirror.example.com", Addresses = ["203.0.113.7"])]
/// [Outbound(Protocol.Tcp, 443)]
/// </code>
/// </example>
/// <param name="host">The fully qualified domain name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RemoteHostAttribute(string host) : Attribute
{
    /// <summary>The fully qualified domain name.</summary>
    /// <remarks>As <see cref="RequirementAttribute.Host"/> on AWS and Azure.</remarks>
    /// <example>
    /// <code>
    /// [RemoteHost("updates.example.com")]
    /// </code>
    /// </example>
    public string Host { get; } = host;

    /// <summary>The host's fixed addresses or prefixes, when the vendor publishes them.</summary>
    /// <remarks>AWS: a rule for each prefix. Azure: the prefixes of one rule.</remarks>
    /// <example>
    /// <code>
    /// [RemoteHost("mirror.example.com", Addresses = ["203.0.113.7"])]
    /// </code>
    /// </example>
    public string[]? Addresses { get; set; }

    /// <summary>
    /// The private prefixes that the host may have addresses in when its name is resolved, such as <c>10.0.0.0/8</c>. Without them an
    /// answer with a private address is refused.
    /// </summary>
    /// <remarks>No cloud sees it: <c>starface-policy resolve</c> reads it.</remarks>
    /// <example>
    /// <code>
    /// [RemoteHost("mirror.example.com", AllowPrivate = ["10.0.0.0/8"])]
    /// </code>
    /// </example>
    public string[]? AllowPrivate { get; set; }
}
