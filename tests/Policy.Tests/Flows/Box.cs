using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

/// <summary>A rectangle of the universe as plain numbers. It decides membership without the code under test.</summary>
public sealed record Box(
    Direction Direction, int FirstProtocol, int LastProtocol, string? Group, Address First, Address Last, int FromPort, int ToPort)
{
    private bool HasPorts => FirstProtocol == LastProtocol && FirstProtocol is 1 or 6 or 17 or 58;

    public FlowRange ToRange() => new(
        Direction,
        new(FirstProtocol, LastProtocol),
        Group is null ? new AddressRange(First, Last) : RemoteScope.OfGroup(Group),
        new(FromPort, ToPort));

    public bool Holds(Flow flow) =>
        flow.Direction == Direction
        && flow.Protocol >= FirstProtocol && flow.Protocol <= LastProtocol
        && (!HasPorts || (flow.Port >= FromPort && flow.Port <= ToPort))
        && flow.Group == Group
        && (Group is not null || HoldsAddress(flow.Address));

    public override string ToString() => ToRange().ToString();

    private bool HoldsAddress(Address address) =>
        address.Family == First.Family && Number(First) <= Number(address) && Number(address) <= Number(Last);

    private static UInt128 Number(Address address) => new(address.High, address.Low);
}
