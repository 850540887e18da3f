using System.Numerics;
using System.Text.Json;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Review;

namespace Starface.Drift.Output;

/// <summary>The JSON of how many public addresses reach a service.</summary>
internal static class ReachJson
{
    /// <summary>Writes the members of a number.</summary>
    /// <param name="json">Receives them.</param>
    /// <param name="reach">The number.</param>
    public static void WriteMembers(this Utf8JsonWriter json, PublicReach reach)
    {
        json.WriteNumber("ipv4", (decimal)reach.IPv4);
        json.WriteNumber("ipv6Networks", (decimal)reach.IPv6);
        json.WriteTexts("names", reach.Names);
    }

    /// <summary>Reads a number.</summary>
    /// <param name="json">The object with its members.</param>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    /// <exception cref="InvalidOperationException">A member is of another kind.</exception>
    /// <exception cref="FormatException">A number is out of range.</exception>
    public static PublicReach Read(JsonElement json) => new(
        new BigInteger(json.GetProperty("ipv4").GetDecimal()),
        new BigInteger(json.GetProperty("ipv6Networks").GetDecimal()),
        json.Texts("names"));

    /// <summary>Writes the sensitive services of an instance, with their ports and who reaches them.</summary>
    /// <param name="json">Receives the array.</param>
    /// <param name="services">The services.</param>
    /// <param name="flows">What is permitted.</param>
    public static void WriteExposure(this Utf8JsonWriter json, IEnumerable<SensitiveService> services, FlowSet flows) =>
        json.WriteObjects("exposure", services, service =>
        {
            json.WriteString("service", service.Id);
            json.WriteObjects("ports", service.Ports, port => json.WriteTraffic(Direction.Inbound, port.Protocol, port.Ports));
            json.WriteMembers(service.ReachIn(flows));
        });
}
