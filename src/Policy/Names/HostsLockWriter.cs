using System.Text;
using Starface.Policy.Flows;

namespace Starface.Policy.Names;

/// <summary>
/// Writes a lock in its one form: a line for each address, so that a pull request shows each that comes or goes. Equal locks have equal
/// texts.
/// </summary>
internal static class HostsLockWriter
{
    /// <summary>The text of a lock.</summary>
    /// <param name="names">The lock.</param>
    public static string Write(HostsLock names)
    {
        var text = new StringBuilder()
            .Append("# The addresses that hosts had when 'starface-policy resolve' asked for them. Firewall rules are made of them.\n")
            .Append($"{HostsLockForm.CheckedKey}: {names.CheckedOn}\n")
            .Append($"{HostsLockForm.HostsKey}:{(names.Hosts.IsEmpty ? " {}" : "")}\n");
        foreach (var host in names.Hosts)
        {
            text.Append($"  {host.Name}:\n");
            if (host.Reason is { } reason) text.Append($"    {HostsLockForm.NotPinnableKey}: {LockedHost.Describe(reason)}\n");
            foreach (var address in host.Addresses) Append(text, address);
        }

        return text.ToString();
    }

    /// <summary>YAML would read the colons of some IPv6 addresses as its own.</summary>
    private static void Append(StringBuilder text, LockedAddress locked)
    {
        var quote = locked.Address.Family == AddressFamily.IPv6 ? "\"" : "";
        text.Append($"    {quote}{locked.Address}{quote}: {{ {HostsLockForm.FirstSeenKey}: {locked.FirstSeen}");
        if (locked.MissingSince is { } missing) text.Append($", {HostsLockForm.MissingSinceKey}: {missing}");
        text.Append(" }\n");
    }
}
