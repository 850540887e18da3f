namespace Starface.Policies;

/// <summary>A call wakes the Mobile App while it is closed, through the vendor's push service.</summary>
[Scenario("mobile-wake", Title = "A call wakes the Mobile App")]
[Step<MobilePush>(Direction.Outbound, Protocol.Tcp, 443, Symptom = "The Mobile App does not ring while it is closed")]
[Step<Dns, Resolvers>(Direction.Outbound, Protocol.Udp, 53,
    Symptom = "The name of the push service is not found: the Mobile App does not ring while it is closed")]
public sealed partial class MobileWake;
