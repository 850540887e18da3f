namespace Starface.Policies;

/// <summary>A phone fetches its configuration and its menus from the PBX.</summary>
[Scenario("phone-provisioning", Title = "A phone fetches its configuration")]
[Substitute<Phones, Vpn>]
[Substitute<Phones, Users>]
[Substitute<Phones, Anywhere>]
[Step<Provisioning, Phones>(Direction.Inbound, Protocol.Tcp, 50_080,
    Symptom = "A phone that asks over http gets no configuration, and its menus stay empty")]
[Step<Provisioning, Phones>(Direction.Inbound, Protocol.Tcp, 50_081, Symptom = "A phone that asks over https gets no configuration")]
public sealed partial class PhoneProvisioning;
