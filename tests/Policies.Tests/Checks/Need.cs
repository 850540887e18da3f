using Starface.Policy;

namespace Starface.Policies.Tests.Checks;

/// <summary>
/// A requirement of a service as plain values, so that what the text asks for and what the catalog declares compare by value.
/// </summary>
/// <param name="Service">The service's id.</param>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Protocol">The transport protocol.</param>
/// <param name="From">The first port.</param>
/// <param name="To">The last port.</param>
internal sealed record Need(string Service, Direction Direction, Protocol Protocol, int From, int To)
{
    public string Host { get; init; } = "";

    /// <summary>The fixed addresses, sorted.</summary>
    public string Addresses { get; init; } = "";

    public Tls MinimumTls { get; init; }

    public bool Unencrypted { get; init; }

    public string Since { get; init; } = "";

    public string Until { get; init; } = "";

    public Basis Basis { get; init; }

    public string Setting { get; init; } = "";

    /// <summary>The need that a declared requirement expresses.</summary>
    public static Need Of(ServiceDefinition service, Requirement requirement) =>
        new(service.Id, requirement.Direction, requirement.Protocol, requirement.Ports.From, requirement.Ports.To)
        {
            Host = requirement.Host ?? "",
            Addresses = Join(requirement.Addresses.Select(address => address.ToString())),
            MinimumTls = requirement.MinimumTls,
            Unencrypted = requirement.Unencrypted,
            Since = requirement.Since?.ToString() ?? "",
            Until = requirement.Until?.ToString() ?? "",
            Basis = requirement.Basis,
            Setting = requirement.Setting ?? "",
        };

    /// <summary>Addresses as one text. A prefix of a single address counts as the address.</summary>
    public static string Join(IEnumerable<string> addresses) =>
        string.Join(' ', addresses.Select(address => address.Replace("/32", "")).Order(StringComparer.Ordinal));
}
