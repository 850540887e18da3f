using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Drift.Azure;
using Starface.Policies;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests.Mutations;

/// <summary>A valid document of each kind that a command reads.</summary>
internal static class DocumentSamples
{
    /// <summary>The kinds of documents that are not what a cloud's command prints.</summary>
    public const string State = "pulumi stack export";

    private const string AwsPrefixList = "pl-0123456789abcdef0";
    private const string Project = "name: starface\n";

    private static readonly Policy.PolicyCatalog TestCatalog = Plans.CatalogWithScenario(Plans.Pbx(AwsTarget.Instance));
    private static readonly Plan AwsPlan = Plans.Pbx(AwsTarget.Instance);
    private static readonly Plan AzurePlan = Plans.Pbx(AzureTarget.Instance);

    private static readonly string[] Drift = ["drift", "--stack", "one", "--format", "json"];

    /// <summary>All samples.</summary>
    public static ImmutableArray<DocumentSample> All { get; } =
    [
        .. Configurations(), .. Live(AwsFiles, AwsStack), .. Live(AzureFiles, AzureStack), .. States(), .. SavedPlans(), .. Reports(),
        Accepted(), Interrupted(), Key(), Tried(), Reviewed(),
    ];

    private static string AwsConfiguration => """
        config:
          aws:region: eu-central-1
          starface:cloud: aws
          starface:policy: cloud-pbx
          starface:region: eu-central-1
          starface:vpcId: vpc-0123456789abcdef0
          starface:exclusiveRules: true
          starface:consolidate: false
          starface:prefixListsFrom: 40
          starface:rulesPerGroup: 50
          starface:minimumGroups: 2
          starface:attachedGroups: 2
          starface:protect: true
          starface:attached: true
          starface:lockMaxAgeDays: 30
          starface:neverCut: [sip]
          starface:allowCut: [web-interface]
          starface:pbxVersion: 8.1.0.3
          starface:peerSets:
            head-office: [203.0.113.0/26, "2001:db8:10::/48"]
            all: &all [head-office, 203.0.113.64/26]
          starface:peers:
            administrators: [head-office]
            phones: *all
            sip-providers: [198.51.100.0/25, "2001:db8:51::/48"]
            resolvers: [192.0.2.53/32]
            time-servers: [192.0.2.123]
          starface:settings:
            WebPort: 8443
          starface:hosts:
            stun.starface.com: [192.0.2.34/32]
          starface:tests:
            - deny: inbound tcp 23 from 192.0.2.1
            - allow: inbound tcp 8443 from administrators
          starface:tags:
            environment: demo
          starface:instances:
            - name: one
              adoptGroupId: sg-0123456789abcdef0
              networkInterfaceIds: { eth0: eni-0123456789abcdef0 }
            - name: two
              attachedTo: [i-0123456789abcdef0]
              peers:
                phones: [10.1.0.0/16]
        """;

    private static string AzureConfiguration => """
        config:
          starface:
            cloud: azure
          starface:cloud: azure
          starface:policy: cloud-pbx-connect
          starface:name: one
          starface:resourceGroupName: rg-telephony
          starface:location: germanywestcentral
          starface:allowLoadBalancerProbes: true
          starface:peers: { administrators: ["tag:AzureCloud"], phones: [0.0.0.0/0], resolvers: [192.0.2.53], time-servers: [192.0.2.123] }
          starface:subnetIds:
            pbx: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net/subnets/pbx
          starface:networkInterfaceIds:
            nic: /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/nic
        """.Replace("  starface:\n    cloud: azure\n", "", StringComparison.Ordinal);

    private static IEnumerable<DocumentSample> Configurations()
    {
        string[][] commands =
        [
            ["check", "--format", "json"], ["preview", "--stack", "one", "--format", "json"], ["check"],
            ["compile", "--stack", "one", "--output", "out"], ["preview", "--stack", "one"], ["diff", "one", "one", "--format", "json"],
            ["explain", "--stack", "one", "--name", "one", "--from", "192.0.2.1", "--port", "443"],
        ];
        yield return Configured("stack file of AWS", "Pulumi.one.yaml", AwsConfiguration, commands, ("Pulumi.yaml", Project));
        yield return Configured("stack file of Azure", "Pulumi.one.yaml", AzureConfiguration, commands, ("Pulumi.yaml", Project));
        yield return Configured(
            "project file",
            "Pulumi.yaml",
            """
            name: starface
            runtime: dotnet
            description: text
            config:
              starface:protect: { type: boolean, default: false, description: text }
              starface:pbxVersion: { type: string, default: 8.1.0.3 }
              starface:minimumGroups: { type: integer, default: 1 }
              starface:neverCut: { type: array, items: { type: string }, default: [sip] }
              starface:settings: { type: object, default: { WebPort: 8443 } }
              other: { type: string, secret: true, default: x }
              aws:region: { value: eu-central-1 }
              starface:vpcId: vpc-0123456789abcdef0
            """.Replace("  other: { type: string, secret: true, default: x }\n", "", StringComparison.Ordinal),
            commands,
            ("Pulumi.one.yaml", Demo()));
        yield return Configured(
            "project file that names an assembly",
            "Pulumi.yaml",
            "name: starface\nruntime: dotnet\nconfig:\n  starface:assembly: own.dll\n",
            [["check", "--format", "json"], ["preview", "--stack", "one"]],
            ("Pulumi.one.yaml", Demo())) with
        {
            Always = ExitCode.Error,
        };
        yield return Configured(
            "instances file",
            "instances.json",
            """
            [
              {"name": "one", "vpcId": "vpc-0123456789abcdef0", "settings": {"WebPort": 8443}, "tags": {"a": "b"}, "neverCut": ["sip"],
               "peers": {"phones": ["203.0.113.0/26", "head"]}, "hosts": {"stun.starface.com": ["192.0.2.34/32"]}, "protect": true},
              {"name": "two", "cloud": "azure", "resourceGroupName": "rg", "attached": false}
            ]
            """,
            commands,
            ("Pulumi.yaml", Project),
            ("Pulumi.one.yaml", Demo() + "\n  starface:instancesFile: instances.json\n  starface:peerSets: { head: [192.0.2.0/28] }\n"));
        yield return Configured(
            "lock of hosts",
            "hosts.lock.yaml",
            """
            checked: 2026-11-01
            hosts:
              license.starface.de:
                203.0.113.99: { firstSeen: 2026-11-01 }
                2001:db8::99: { firstSeen: 2026-11-01 }
              stun.starface.com:
                203.0.113.98: { firstSeen: 2026-10-01 }

            """,
            commands,
            ("Pulumi.yaml", Project),
            ("Pulumi.one.yaml", Demo()));
        yield return Configured(
            "file of accepted findings",
            "accept.yaml",
            """
            accept:
              - id: SFP3003
                stack: one
                instance: one
                key: starface:peers.phones
                reason: known
                owner: alice@example.org
                until: 2099-12-31
            """,
            [["check", "--accept-file", "accept.yaml", "--format", "json"], ["check", "--accept-file", "accept.yaml"]],
            ("Pulumi.yaml", Project),
            ("Pulumi.one.yaml", Demo()));
        yield return Configured(
            "guardrails of a fleet",
            "guardrails.yaml",
            """
            guardrails:
              - never: inbound tcp 22
                reason: SSH goes through the VPN
              - flows: inbound udp 5060 from 203.0.113.0/24
                only-from: [203.0.113.0/24, "2001:db8::/48", sg-0123456789abcdef0]
              - flows: inbound tcp 50080-50081
                only-from:
                  - 0.0.0.0/0
                at-most: 5000000000
              - flows: outbound tcp 9000
                must-expire: true
            """,
            commands,
            ("Pulumi.yaml", Project),
            ("Pulumi.one.yaml", Demo()));
        (string Kind, string Text)[] environments =
        [
            ("values of an environment, pulumi config --json",
                """
                {"starface:policy": {"value": "cloud-pbx", "secret": false}, "starface:protect": {"value": "true", "secret": false},
                 "starface:tags": {"value": "{\"a\":\"b\"}", "objectValue": {"a": "b"}, "secret": false}, "starface:vpcId": {"value": "vpc-0123456789abcdef0"}}
                """),
            ("values of an environment, pulumi env open",
                """
                {"environmentVariables": {"A": "b"}, "pulumiConfig": {"starface:policy": "cloud-pbx", "starface:tags": {"a": "b"},
                 "starface:protect": true, "starface:neverCut": ["sip"], "starface:minimumGroups": 2}}
                """),
        ];
        foreach (var (kind, text) in environments)
        {
            yield return Configured(
                kind,
                "values.json",
                text,
                [.. commands.Select(command => (string[])[.. command, "--environment", "values.json"])],
                ("Pulumi.yaml", Project),
                ("Pulumi.one.yaml",
                    Demo().Replace("  starface:policy: cloud-pbx\n", "", StringComparison.Ordinal) + "\nenvironment: [base]\n"));
        }
    }

    private static string Demo() => """
        config:
          starface:cloud: aws
          starface:policy: cloud-pbx
          starface:peers:
            administrators: [192.0.2.0/28]
            phones: [203.0.113.0/26]
            sip-providers: [198.51.100.0/25]
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]
        """;

    private static DocumentSample Configured(
        string kind, string file, string text, string[][] commands, params (string Name, string Text)[] others) =>
        new(kind, file, text, [.. commands])
        {
            Catalog = Catalog.Instance,
            Others = others.Select(other => KeyValuePair.Create(other.Name, other.Text)),
        };

    private static string AwsStack => StackOf("aws\n  starface:vpcId: vpc-0123456789abcdef0");

    private static string AzureStack => StackOf("azure\n  starface:resourceGroupName: rg");

    private static string StackOf(string cloud) => $$"""
        config:
          starface:cloud: {{cloud}}
          starface:name: customer-01
          starface:policy: test
          starface:peers:
            phones: [{{Plans.Phones}}, "2001:db8:10::/48"]
            sip-providers: [{{Plans.Provider}}]
            administrators: [{{Plans.Administrators}}]
        """;

    /// <summary>What lies around an instance on AWS, with something of everything that can be there.</summary>
    private static IEnumerable<(string Kind, string File, string Text)> AwsFiles
    {
        get
        {
            var group = LiveJson.AwsGroup(AwsPlan, "sg-00000000");
            var inbound = (JsonArray)group["IpPermissions"]!;
            inbound.Add(LiveRun.Permission("tcp", 22, 22, "198.18.0.0/16", AwsPrefixList, "sg-00000000"));
            inbound.Add(LiveRun.Permission("icmp", 8, -1, "0.0.0.0/0"));
            inbound.Add(LiveRun.Permission("-1", null, null, "198.18.9.9/32"));
            var rules = LiveJson.AwsRules(AwsPlan, "sg-00000000");
            var beside = (JsonArray)rules["SecurityGroupRules"]!;
            beside.Add(AwsRule("sgr-a", "tcp", 22, 22, "CidrIpv4", "198.18.0.0/16"));
            beside.Add(AwsRule("sgr-b", "tcp", 22, 22, "PrefixListId", AwsPrefixList));
            beside.Add(AwsRule("sgr-c", "tcp", 22, 22, "ReferencedGroupInfo", new JsonObject { ["GroupId"] = "sg-00000000" }));
            beside.Add(AwsRule("sgr-d", "icmp", 8, -1, "CidrIpv4", "0.0.0.0/0"));
            beside.Add(AwsRule("sgr-e", "-1", -1, -1, "CidrIpv4", "198.18.9.9/32"));
            yield return (
                "aws ec2 describe-security-groups", "groups.json",
                Json(new JsonObject { ["SecurityGroups"] = new JsonArray(group, LiveRun.AwsGroup("sg-0de6")) }));
            yield return ("aws ec2 describe-security-group-rules", "rules.json", Json(rules));
            yield return (
                "get-managed-prefix-list-entries", AwsPrefixList + ".json",
                """{"Entries":[{"Cidr":"198.18.0.0/24","Description":"office"},{"Cidr":"198.18.1.0/24"}]}""");
            var interfaces = AwsSurroundingsJson.Parse(AwsSurroundingsJson.Interfaces);
            ((JsonArray)interfaces["NetworkInterfaces"]!).RemoveAt(1);
            yield return ("describe-network-interfaces", "interfaces.json", Json(interfaces));
            yield return ("describe-subnets", "subnets.json", AwsSurroundingsJson.Subnets);
            yield return ("describe-network-acls", "acls.json", AwsSurroundingsJson.NetworkAcls);
            yield return ("describe-vpc-block-public-access-options", "options.json", AwsSurroundingsJson.PublicAccess);
            yield return ("describe-vpc-block-public-access-exclusions", "exclusions.json", AwsSurroundingsJson.Exclusions);
        }
    }

    private static JsonObject AwsRule(string id, string protocol, int from, int to, string member, JsonNode remote) => new()
    {
        ["SecurityGroupRuleId"] = id,
        ["GroupId"] = "sg-00000000",
        ["GroupOwnerId"] = "123456789012",
        ["IsEgress"] = false,
        ["IpProtocol"] = protocol,
        ["FromPort"] = from,
        ["ToPort"] = to,
        [member] = remote,
        ["Tags"] = new JsonArray(),
    };

    /// <summary>What lies around an instance on Azure.</summary>
    private static IEnumerable<(string Kind, string File, string Text)> AzureFiles
    {
        get
        {
            var nic = AzureAround.InterfaceId("pbx");
            var group = LiveJson.AzureGroup(AzurePlan);
            LiveRun.RulesOf(group).Add(LiveJson.CustomRule("tag", "Inbound", "Deny", 99, "Tcp", "Storage.WestEurope", "22-23"));
            var subnetGroup = LiveJson.AzFlattened(AzurePlan);
            (subnetGroup["name"], subnetGroup["id"]) = ("subnet", AzureAround.GroupId("subnet"));
            subnetGroup["tags"] = null;
            yield return ("az network nsg list", "groups.json", Json(new JsonArray(group)));
            yield return ("az network nsg show", "group.json", Json(subnetGroup));
            yield return (
                "az network nic list", "nics.json",
                Json(new JsonArray(AzureAround.Flat(AzureAround.Interface(nic, LiveJson.AzureId(AzurePlan), "10.0.0.4", "desks")))));
            yield return (
                "az network vnet list", "networks.json", Json(new JsonArray(AzureAround.Network(AzureAround.GroupId("subnet"), nic))));
            yield return (
                "az network vnet subnet list", "subnets.json",
                Json(new JsonArray(AzureAround.Flat(AzureAround.Subnet(AzureAround.GroupId("subnet"), nic)))));
            yield return (
                AzureAdminRuleReader.Command, "pbx-network.admin-rules.json",
                Json(new JsonObject
                {
                    ["value"] = new JsonArray(
                        AzureAround.AdminRule("one", "Deny", "Internet", "23"),
                        AzureAround.AdminRule("two", "AlwaysAllow", "10.0.0.0/8", "22", 11)),
                    ["skipToken"] = "",
                }));
            yield return ("az network list-service-tags", "tags.json", Json(DocumentedSurroundings.ServiceTags()));
        }
    }

    private static IEnumerable<DocumentSample> Live(IEnumerable<(string Kind, string File, string Text)> files, string stack)
    {
        var all = files.ToList();
        string[] live = [.. all.SelectMany(file => new[] { "--live", file.File })];
        foreach (var (kind, file, text) in all)
        {
            List<string[]> commands =
            [
                [.. Drift, .. live], [.. Drift, "--scope", "group", .. live], ["drift", "--stack", "one", .. live],
                ["drift", "--stack", "one", "--adopt", .. live], ["drift", "--stack", "one", "--revert-plan", .. live],
                ["explain", "--stack", "one", "--from", "198.18.9.9", "--port", "22", .. live],
            ];
            if (kind == "az network list-service-tags") commands.Add([.. Drift, .. live, "--service-tags", file]);
            yield return new DocumentSample(kind, file, text, [.. commands])
            {
                Catalog = TestCatalog,
                Others =
                [
                    .. all.Where(other => other.File != file).Select(other => KeyValuePair.Create(other.File, other.Text)),
                    new("Pulumi.yaml", Project), new("Pulumi.one.yaml", stack),
                ],
            };
        }
    }

    private static IEnumerable<DocumentSample> States()
    {
        (string Kind, string Stack, JsonObject State, string Live)[] states =
        [
            ($"{State}, AWS", AwsStack, StateJson.From(AwsPlan, "sg-00000000"), Json(LiveJson.AwsGroups(AwsPlan))),
            ($"{State}, Azure", AzureStack, AzureStateTests.State(native: false), AzureFiles.First().Text),
            ($"{State}, Azure native", AzureStack, AzureStateTests.State(native: true), AzureFiles.First().Text),
        ];
        foreach (var (kind, stack, state, live) in states)
        {
            yield return new DocumentSample(
                kind,
                "state.json",
                Json(state),
                [
                    [.. Drift, "--scope", "group", "--live", "state.json"],
                    [.. Drift, "--scope", "group", "--state", "state.json", "--live", "live.json"],
                    ["diff", "state.json", "one", "--format", "json"], ["preview", "--stack", "one", "--against", "state.json"],
                ])
            {
                Catalog = TestCatalog,
                Others = [new("Pulumi.yaml", Project), new("Pulumi.one.yaml", stack), new("live.json", live)],
            };
        }
    }

    private static IEnumerable<DocumentSample> SavedPlans()
    {
        foreach (var (cloud, stack) in new[] { ("AWS", AwsStack), ("Azure", AzureStack) })
        {
            KeyValuePair<string, string>[] files =
                [new("Pulumi.yaml", Project), new("Pulumi.one.yaml", stack + "\n  starface:neverCut: [sip]\n")];
            yield return new DocumentSample(
                $"plan of preview, {cloud}",
                "plan.json",
                Written(files, "preview", "--stack", "one", "--format", "json"),
                [
                    ["diff", "plan.json", "one", "--format", "json"], ["diff", "plan.json", "one"], ["diff", "one", "plan.json"],
                    ["preview", "--stack", "one", "--against", "plan.json", "--format", "json"],
                    ["compile", "--stack", "one", "--against", "plan.json", "--output", "out"],
                    ["report", "--stack", "one", "--diff", "plan.json"],
                ])
            {
                Catalog = TestCatalog,
                Others = files,
            };
        }
    }

    private static IEnumerable<DocumentSample> Reports()
    {
        List<KeyValuePair<string, string>> files =
        [
            new("Pulumi.yaml", Project), new("Pulumi.one.yaml", AwsStack), new("drift-ignore.yaml", IgnoreFile),
            .. AwsFiles.Select(file => KeyValuePair.Create(file.File, file.Text)),
        ];
        string[] live = [.. AwsFiles.SelectMany(file => new[] { "--live", file.File })];
        (string Kind, string[] Command)[] reports =
        [
            ("report of drift", ["drift", "--stack", "one", .. live]), ("report of check", ["check", "--stack", "one", "--scenarios"]),
            ("report of preview", ["preview", "--stack", "one", "--against", "groups.json"]),
        ];
        foreach (var (kind, command) in reports)
        {
            yield return new DocumentSample(
                kind,
                "part.json",
                Written(files, [.. command, "--shard", "1/1", "--format", "json"]),
                [
                    ["merge", "part.json", "--format", "json"], ["merge", "part.json", "--partial", "--format", "json"],
                    .. kind == "report of preview" ? [] : (string[][])
                    [
                        ["merge", "part.json"], ["merge", "part.json", "--format", "sarif"], ["merge", "part.json", "--format", "junit"],
                        ["merge", "part.json", "--format", "github"], ["merge", "part.json", "--format", "gitlab"],
                    ],
                ])
            {
                Catalog = TestCatalog,
            };
        }
    }

    private const string IgnoreFile = """
        ignore:
          - flow: inbound tcp 198.18.0.0/16 22
            instance: customer-01
            reason: remote support
            owner: alice@example.org
            expires: 2099-10-31
          - rule: sgr-0123
            flow: [inbound icmp 0.0.0.0/0 type 8, inbound all 198.18.9.9/32]
            reason: not there
            owner: bob@example.org
            expires: 2099-12-31
        """;

    private static DocumentSample Accepted()
    {
        string[] live = [.. AwsFiles.SelectMany(file => new[] { "--live", file.File })];
        return new DocumentSample(
            "ignore file",
            "ignore.yaml",
            IgnoreFile,
            [[.. Drift, "--ignore-file", "ignore.yaml", .. live], ["drift", "--stack", "one", "--ignore-file", "ignore.yaml", .. live]])
        {
            Catalog = TestCatalog,
            Others =
            [
                .. AwsFiles.Select(file => KeyValuePair.Create(file.File, file.Text)), new("Pulumi.yaml", Project),
                new("Pulumi.one.yaml", AwsStack),
            ],
        };
    }

    private static DocumentSample Key() => new(
        "key of the doctor",
        "key",
        "0123-4567-89ab-cdef-0123-4567-89ab-cdef\n",
        [
            ["doctor", "--stack", "one", "--listen", "--dry-run", "--key-file", "key"],
            ["doctor", "--stack", "one", "--from", "outside", "--target", "203.0.113.10", "--dry-run", "--key-file", "key"],
        ])
    {
        Catalog = TestCatalog,
        Others = [new("Pulumi.yaml", Project), new("Pulumi.one.yaml", AwsStack)],
    };

    private static DocumentSample Tried() => new(
        "report of the doctor",
        "doctor.json",
        """
        {
          "stack": "one", "name": "customer-01", "from": "pbx", "status": "works",
          "budget": { "probes": 1, "addresses": 1, "datagrams": 1, "connections": 0 }, "hosts": [],
          "probes": [
            {
              "direction": "outbound", "protocol": "udp", "fromPort": 123, "toPort": 123, "target": "192.0.2.123",
              "address": "192.0.2.123", "method": "ntp", "verdict": "works", "detail": "stratum 2", "milliseconds": 3,
              "status": "works", "next": "nothing", "planned": true, "rows": [ { "service": "ntp", "source": "row 123" } ]
            }
          ],
          "nat": []
        }
        """,
        [["report", "--stack", "one", "--doctor", "doctor.json"]])
    {
        Catalog = TestCatalog,
        Others = [new("Pulumi.yaml", Project), new("Pulumi.one.yaml", AwsStack)],
    };

    private static DocumentSample Reviewed() => new(
        "review",
        "review.json",
        """
        {
          "status": "different", "base": "0123456789012345678901234567890123456789", "baseName": "main",
          "head": "1123456789012345678901234567890123456789", "instances": 2,
          "changes": [
            {
              "kind": "renamed", "instances": ["one"], "renamedFrom": "two",
              "possible": [ { "direction": "inbound", "protocol": "tcp", "fromPort": 443, "toPort": 443, "remote": "192.0.2.0/24" } ],
              "impossible": [ { "direction": "inbound", "protocol": "icmp", "icmpType": 8, "remote": "::/0" } ],
              "exposureGrows": true,
              "exposure": [
                {
                  "service": "sip", "before": { "ipv4": 1, "ipv6Networks": 0, "names": [] },
                  "after": { "ipv4": 2, "ipv6Networks": 0, "names": ["sg-1"] }
                }
              ],
              "consequences": [ { "service": "sip", "impact": "phones cannot register" } ],
              "scenarios": [
                {
                  "scenario": "app-call", "title": "A call", "before": { "result": "works", "missing": [] },
                  "after": { "result": "does not work", "missing": [ { "symptom": "no sound", "service": "rtp-media", "flows": [] } ] }
                }
              ],
              "callImpact": [ { "cloud": "aws", "cutsNothing": false, "cut": [], "surviving": [], "explanation": "text" } ],
              "neverCut": [],
              "placement": [ { "id": "SFP4017", "severity": "error", "message": "text", "accept": "resource:one-interface-pbx" } ],
              "settings": [ { "name": "region", "before": "a", "after": "b", "cutsCalls": true } ],
              "replacedNeverCut": [],
              "quotas": [ { "name": "rules", "before": 1, "after": 2, "limit": 60, "nearlyReached": false } ],
              "obstacles": []
            }
          ],
          "newFindings": [
            { "id": "SFP3003", "severity": "warning", "message": "text", "stack": "one", "fingerprint": "01", "place": { "file": "f", "line": 1 } }
          ],
          "goneFindings": [],
          "acceptedFindings": [
            { "id": "SFP3003", "severity": "warning", "message": "text", "fingerprint": "02", "accepted": "until 2027-01-31 (text)" }
          ],
          "due": [ { "date": "2027-01-31", "policy": "test", "what": "it ends", "instances": ["one"] } ],
          "notCompared": [], "baseProblems": [], "headProblems": [], "notes": [],
          "allowedCuts": ["resource:one-interface-pbx"]
        }
        """,
        [["review", "--from", "review.json"], ["review", "--from", "review.json", "--format", "json"]])
    {
        Catalog = TestCatalog,
    };

    private static DocumentSample Interrupted() => Resumed.Sample(
        TestCatalog,
        AwsFiles.Select(file => LiveFile.Parse(Encoding.UTF8.GetBytes(file.Text), file.File)).Aggregate(
            (all, one) => LiveSurvey.Join([all, one])),
        [new("Pulumi.yaml", Project), new("Pulumi.one.yaml", AwsStack)]);

    /// <summary>What a command writes that is run over some files.</summary>
    private static string Written(IEnumerable<KeyValuePair<string, string>> files, params string[] command)
    {
        var folder = Directory.CreateTempSubdirectory("sample-").FullName;
        foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder, name), text);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLineApp.Run(command, output, error, new CliEnvironment(folder, folder), new(TestCatalog));
        Directory.Delete(folder, recursive: true);
        Assert.True(code != ExitCode.Error, $"{string.Join(' ', command)}: {error}");
        return output.ToString();
    }

    private static string Json(JsonNode node) => node.ToJsonString();
}
