using Starface.Cli.Screen;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.List;

/// <summary>The tables of <c>list</c>.</summary>
internal static class ListTables
{
    /// <summary>Writes the services and policies.</summary>
    public static void Write(PolicyCatalog catalog, TableScreen screen)
    {
        foreach (var service in catalog.Services)
        {
            WriteService(service, screen);
            screen.EndLine();
            screen.EndLine();
        }

        foreach (var policy in catalog.Policies) Write(policy.Definition, screen);
        foreach (var scenario in catalog.Scenarios)
        {
            WriteScenario(scenario, screen);
            screen.EndLine();
            screen.EndLine();
        }

        screen.WriteParagraph("Run 'starface-policy show POLICY' for the rules of a policy.", TextStyle.Muted);
    }

    /// <summary>Writes one service.</summary>
    public static void WriteService(ServiceDefinition service, TableScreen screen)
    {
        var viewpoint = service.Viewpoint == Viewpoint.Phones ? ", described from the phones' network" : "";
        WriteTitle("Service", service.Id, service.Title + viewpoint, screen);
        if (service.Requirements.IsEmpty)
        {
            screen.WriteParagraph(service.DocumentedElsewhere ?? "Its declaration names no requirement.", TextStyle.Warning);
            return;
        }

        var table = new TextTable(
            new TextColumn("Direction"),
            new TextColumn("Protocol"),
            new TextColumn("Ports"),
            new TextColumn("Remote side") { Narrowest = 15 },
            new TextColumn("Encryption"),
            new TextColumn("PBX version"))
        { NoteHeader = "Row" };
        foreach (var requirement in service.Requirements)
        {
            table.AddBlocks(
                [
                    [RuleText.Describe(requirement.Direction)],
                    [RuleText.Describe(requirement.Protocol)],
                    [RuleText.Ports(requirement.Protocol, requirement.Ports) + (requirement.Setting is { } setting ? $"\n{setting}" : "")],
                    [RemoteSide(requirement)],
                    [Encryption(requirement)],
                    [Versions(requirement)],
                ],
                [requirement.Source + requirement.Basis switch
                {
                    Basis.Inferred => " (direction inferred)",
                    Basis.Operator => " (asked for by operators)",
                    _ => "",
                }]);
        }

        table.Write(screen);
    }

    /// <summary>Writes one scenario.</summary>
    public static void WriteScenario(ScenarioDefinition scenario, TableScreen screen)
    {
        WriteTitle("Scenario", scenario.Id, scenario.Title, screen);
        var table = new TextTable(
            new TextColumn("Direction"),
            new TextColumn("Protocol"),
            new TextColumn("Ports"),
            new TextColumn("Service"),
            new TextColumn("Remote side") { Narrowest = 20 })
        { NoteHeader = "Without it" };
        foreach (var step in scenario.Steps)
        {
            table.AddBlocks(
                [
                    [RuleText.Describe(step.Direction)],
                    [RuleText.Describe(step.Protocol)],
                    [RuleText.Ports(step.Protocol, step.Ports ?? PortRange.All)],
                    [step.Service.Id],
                    [RemoteSide(step)],
                ],
                [step.Symptom]);
        }

        table.Write(screen);
    }

    private static string RemoteSide(ScenarioStep step) =>
        step.PeerGroups is [var group, .. var others]
            ? others.Length == 0 ? group : $"{group}, else {string.Join(", ", others)}"
            : step.Host ?? string.Join("\n", step.Requirements.Select(RemoteSide).Distinct(StringComparer.Ordinal));

    private static void Write(PolicyDefinition policy, TableScreen screen)
    {
        WriteTitle("Policy", policy.Id, policy.Title, screen);
        var table = new TextTable(
            new TextColumn("Service"),
            new TextColumn("Open to") { Narrowest = 20 },
            new TextColumn("Because") { Narrowest = 20, Style = TextStyle.Muted });
        foreach (var allowance in policy.Allowances)
            table.Add(allowance.Service.Id, allowance.PeerGroup ?? "hosts of its rows", Reason(allowance));
        table.Write(screen);
        screen.EndLine();
        screen.EndLine();
    }

    private static string Reason(Allowance allowance) => (allowance.Because, allowance.IncludedFrom) switch
    {
        (var because, null) => because ?? "",
        (null, var policy) => $"[included from {policy}]",
        var (because, policy) => $"{because} [included from {policy}]",
    };

    private static void WriteTitle(string kind, string id, string title, TableScreen screen)
    {
        screen.Write($"{kind} ");
        screen.Write(id, TextStyle.Heading);
        var start = kind.Length + id.Length + 3;
        if (start + title.Length <= screen.Width)
        {
            screen.WriteLine($"  {title}");
        }
        else
        {
            screen.EndLine();
            screen.WriteParagraph(title);
        }

        screen.EndLine();
    }

    private static string RemoteSide(Requirement requirement)
    {
        if (requirement.NeedsPeers) return "the policy's peers";
        var addresses = string.Join("\n", requirement.Addresses);
        return requirement.Host is { } host ? (addresses.Length == 0 ? host : $"{host}\n{addresses}") : addresses;
    }

    private static string Encryption(Requirement requirement) =>
        requirement.Unencrypted ? "none" : TlsText.Describe(requirement.MinimumTls) is { } version ? $"TLS {version}+" : "";

    private static string Versions(Requirement requirement) => (requirement.Since, requirement.Until) switch
    {
        ({ } since, { } until) => $"{since} to {until}",
        ({ } since, null) => $"since {since}",
        (null, { } until) => $"until {until}",
        _ => "",
    };
}
