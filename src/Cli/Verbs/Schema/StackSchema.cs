using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Configuration;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Cli.Verbs.Schema;

/// <summary>
/// Writes the JSON Schema of a stack's file. It accepts every file that this program accepts; what it cannot know, such as what comes from
/// an environment or whether a name in a list is defined, is left to <c>check</c>.
/// </summary>
internal sealed class StackSchema
{
    /// <summary>The usual name of its file, beside the stacks' files.</summary>
    public const string FileName = "starface.schema.json";

    private const string Namespace = ConfigKeys.Namespace + ":";

    /// <summary>Pulumi passes the JSON of a list or map in a text on as the list or map.</summary>
    private const string JsonText = "^\\s*[\\[{]";

    private readonly PolicyCatalog _catalog;
    private readonly ImmutableArray<CloudTarget> _clouds;
    private readonly Utf8JsonWriter _json;
    private readonly ImmutableArray<KeyDescription> _keys;

    private StackSchema(PolicyCatalog catalog, ImmutableArray<CloudTarget> clouds, Utf8JsonWriter json)
    {
        (_catalog, _clouds, _json) = (catalog, clouds, json);
        _keys = [.. ConfigKeys.Described, .. clouds.SelectMany(cloud => cloud.DescribedKeys).DistinctBy(known => known.Key)];
    }

    /// <summary>Writes the schema.</summary>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="clouds">The clouds there are.</param>
    /// <param name="output">Receives the schema.</param>
    public static void Write(PolicyCatalog catalog, ImmutableArray<CloudTarget> clouds, OutputGate output) =>
        output.WriteJson(json => new StackSchema(catalog, clouds, json).Write());

    private ImmutableArray<string> PolicyIds => [.. _catalog.Policies.Select(policy => policy.Definition.Id)];

    private ImmutableArray<string> ServiceIds => [.. _catalog.Services.Select(service => service.Id)];

    private ImmutableArray<string> Hosts =>
    [
        .. _catalog.Policies.SelectMany(policy => policy.Definition.Services)
            .SelectMany(service => service.Requirements)
            .Select(requirement => requirement.Host)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal),
    ];

    private void Write() => Object(() =>
    {
        _json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        _json.WriteString("title", "A stack of starface-policy: Pulumi.<stack>.yaml");
        Types("object", "null");
        Object("properties", () => Object("config", () =>
        {
            Types("object", "null");
            Object("propertyNames", () =>
            {
                // Keys of providers are Pulumi's business, and so is a key without a namespace, which has the project's.
                _json.WriteStartArray("anyOf");
                Object(() => Object("not", () => _json.WriteString("pattern", "^" + Namespace)));
                Object(() => Texts("enum", _keys.Select(known => Namespace + known.Key)));
                Object(() => _json.WriteString("pattern", $"^{Namespace}config:"));
                _json.WriteEndArray();
            });
            Object("properties", () =>
            {
                foreach (var known in _keys) Object(Namespace + known.Key, () => WriteKey(known, isTop: true));
            });
            WriteDependencies(Namespace, isTop: true);
        }));
        Object("$defs", () =>
        {
            Object("peers", () =>
            {
                _json.WriteString(
                    "description",
                    "Prefixes such as 203.0.113.0/24, names of peerSets, on AWS sg-… and pl-…:WEIGHT, on Azure tag:NAME and ids of "
                        + "application security groups.");
                Types("array", "string");
                _json.WriteNumber("minItems", 1);
                _json.WriteNumber("minLength", 1);
                Object("items", WriteText);
            });
            Object("ids", () =>
            {
                Types("object", "string");
                _json.WriteString("pattern", JsonText);
                Object("propertyNames", WriteName);
                Object("additionalProperties", WriteText);
            });
        });
    });

    private void WriteKey(KeyDescription known, bool isTop)
    {
        _json.WriteString("description", known.Text);
        switch (known.Form)
        {
            case KeyForm.Text when known.Key == ConfigKeys.Name:
                WriteName();
                break;
            case KeyForm.Text when isTop:
                // Pulumi passes a single value on as text.
                Types("string", "number", "boolean");
                _json.WriteNumber("minLength", 1);
                break;
            case KeyForm.Text:
                WriteText();
                break;
            case KeyForm.Number:
                Types("integer", "string");
                _json.WriteNumber("minimum", 1);
                if (known.Most < int.MaxValue) _json.WriteNumber("maximum", known.Most);
                _json.WriteString("pattern", "^[0-9]+$");
                break;
            case KeyForm.Flag:
                WriteFlag();
                break;
            case KeyForm.Ids:
                Reference("ids");
                break;
            case KeyForm.Texts:
                Types("array", "string");
                _json.WriteNumber("minLength", 1);
                Object("items", WriteText);
                break;
            default:
                WriteOther(known.Key);
                break;
        }
    }

    private void WriteOther(string key)
    {
        switch (key)
        {
            case ConfigKeys.Cloud:
                Texts("enum", _clouds.Select(cloud => cloud.Id));
                break;
            case ConfigKeys.Policy:
                Texts("enum", PolicyIds);
                break;
            case ConfigKeys.PeerSets:
                Map(() => _json.WriteString("pattern", "^(?!sg-|pl-|cloud$)[^.:/]+$"), () => Reference("peers"));
                break;
            case ConfigKeys.Peers:
                Map(null, () => Reference("peers"));
                break;
            case ConfigKeys.Hosts:
                Map(() => _json.WriteString("pattern", NamePattern.InAnyCase(Hosts)), () => Reference("peers"));
                break;
            case ConfigKeys.Tags:
                Map(null, () => Types("string", "null"));
                break;
            case ConfigKeys.NeverCut:
                List(() => Texts("enum", ServiceIds));
                break;
            case ConfigKeys.AllowCut:
                List(WriteCut);
                break;
            case ConfigKeys.Instances:
                _json.WriteNumber("minItems", 1);
                List(WriteInstance);
                break;
            case ConfigKeys.Tests:
                _json.WriteNumber("minItems", 1);
                List(WriteTest);
                break;
            case ConfigKeys.Settings:
                Map(null, () => Types("integer", "string"));
                break;
            default:
                break;
        }
    }

    private void WriteTest()
    {
        Types("object");
        _json.WriteNumber("minProperties", 1);
        _json.WriteNumber("maxProperties", 1);
        Object("properties", () =>
        {
            Object("allow", WriteText);
            Object("deny", WriteText);
        });
        _json.WriteBoolean("additionalProperties", false);
    }

    private void WriteInstance()
    {
        Types("object");
        _json.WriteBoolean("additionalProperties", false);
        Texts("required", [ConfigKeys.Name]);
        Object("properties", () =>
        {
            foreach (var known in _keys.Where(known => !ConfigKeys.OfTop.Contains(known.Key)))
                Object(known.Key, () => WriteKey(known, isTop: false));
        });
        WriteDependencies("", isTop: false);
    }

    /// <summary>What a policy and a cloud make of the other keys.</summary>
    private void WriteDependencies(string prefix, bool isTop)
    {
        _json.WriteStartArray("allOf");
        foreach (var policy in _catalog.Policies)
        {
            WriteIf(prefix, ConfigKeys.Policy, policy.Definition.Id, isTop, () => Object("properties", () =>
            {
                Object(prefix + ConfigKeys.Peers, () => WritePeers(policy.Definition, isTop));
                Object(prefix + ConfigKeys.Settings, () => WriteSettings(policy.Definition));
                Object(prefix + ConfigKeys.NeverCut, () => Object("items", () =>
                    Texts("enum", policy.Definition.Services.Select(service => service.Id))));
            }));
        }

        foreach (var cloud in _clouds)
        {
            WriteIf(prefix, ConfigKeys.Cloud, cloud.Id, isTop, () => Object("properties", () =>
            {
                foreach (var key in _clouds.SelectMany(other => other.ConfigKeys).Distinct().Where(key => !cloud.ConfigKeys.Contains(key)))
                    _json.WriteBoolean(prefix + key, false);
            }));
        }

        _json.WriteEndArray();
    }

    /// <summary>The top of a file with several instances holds their defaults, which may be for several policies and clouds.</summary>
    private void WriteIf(string prefix, string key, string value, bool isTop, Action then) => Object(() =>
    {
        Object("if", () =>
        {
            Object("properties", () => Object(prefix + key, () => _json.WriteString("const", value)));
            Texts("required", [prefix + key]);
            if (!isTop) return;
            Object("not", () =>
            {
                _json.WriteStartArray("anyOf");
                Object(() => Texts("required", [prefix + ConfigKeys.Instances]));
                Object(() => Texts("required", [prefix + ConfigKeys.InstancesFile]));
                _json.WriteEndArray();
            });
        });
        Object("then", then);
    });

    private void WritePeers(PolicyDefinition policy, bool isTop)
    {
        Object("propertyNames", () => _json.WriteString("pattern", NamePattern.Loose(policy.PeerGroups)));
        Object("properties", () =>
        {
            foreach (var group in policy.PeerGroups)
            {
                Object(group, () =>
                {
                    Reference("peers");
                    _json.WriteString("description", DescriptionOf(policy, group));
                });
            }
        });

        // An instance's groups may be among the defaults.
        if (!isTop || !policy.RequiredPeerGroups.Any()) return;
        _json.WriteStartArray("allOf");
        foreach (var group in policy.RequiredPeerGroups)
        {
            Object(() =>
            {
                _json.WriteStartArray("anyOf");
                Object(() => Texts("required", [group]));
                // In another spelling: not every name is another one.
                Object(() => Object("not", () => Object("propertyNames", () => Object(
                    "not", () => _json.WriteString("pattern", NamePattern.Loose([group]))))));
                _json.WriteEndArray();
            });
        }

        _json.WriteEndArray();
    }

    private static string DescriptionOf(PolicyDefinition policy, string group)
    {
        var services = policy.Allowances.Where(allowance => allowance.PeerGroup == group).Select(allowance => allowance.Service.Id);
        var optional = policy.OptionalPeerGroups.Contains(group) ? " Optional: nothing is open to it while it is left out." : "";
        return $"Open to it: {string.Join(", ", services.Distinct(StringComparer.Ordinal))}.{optional}";
    }

    private void WriteSettings(PolicyDefinition policy)
    {
        ImmutableArray<string> names = [.. policy.Settings.Select(setting => setting.Name)];
        Object("propertyNames", () => _json.WriteString("pattern", NamePattern.Loose(names)));
        Object("properties", () =>
        {
            foreach (var setting in policy.Settings)
            {
                Object(setting.Name, () =>
                {
                    var isOne = setting.Default.From == setting.Default.To;
                    _json.WriteString("description", $"Left out, it is {setting.Default}.");
                    Types("integer", "string");
                    _json.WriteNumber("minimum", 1);
                    _json.WriteNumber("maximum", PortRange.MaxPort);
                    _json.WriteString("pattern", isOne ? "^[1-9][0-9]{0,4}$" : "^[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})?$");
                });
            }
        });
    }

    private void WriteText()
    {
        Types("string");
        _json.WriteNumber("minLength", 1);
    }

    /// <summary>A service, or a resource that may go.</summary>
    private void WriteCut()
    {
        _json.WriteStartArray("anyOf");
        _json.WriteStartObject();
        Texts("enum", ServiceIds);
        _json.WriteEndObject();
        _json.WriteStartObject();
        Types("string");
        _json.WriteString("pattern", "^resource:.");
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteName()
    {
        Types("string");
        _json.WriteNumber("maxLength", InstanceName.MaximumLength);
        _json.WriteString("pattern", "^[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?$");
    }

    private void WriteFlag()
    {
        _json.WriteStartArray("enum");
        _json.WriteBooleanValue(true);
        _json.WriteBooleanValue(false);
        _json.WriteStringValue("true");
        _json.WriteStringValue("false");
        _json.WriteEndArray();
    }

    private void Map(Action? name, Action value)
    {
        Types("object", "string");
        _json.WriteString("pattern", JsonText);
        if (name is not null) Object("propertyNames", name);
        Object("additionalProperties", value);
    }

    private void List(Action item)
    {
        Types("array", "string");
        _json.WriteString("pattern", JsonText);
        Object("items", item);
    }

    private void Reference(string name) => _json.WriteString("$ref", "#/$defs/" + name);

    private void Types(params ReadOnlySpan<string> types)
    {
        if (types.Length == 1)
        {
            _json.WriteString("type", types[0]);
            return;
        }

        _json.WriteStartArray("type");
        foreach (var type in types) _json.WriteStringValue(type);
        _json.WriteEndArray();
    }

    private void Texts(string member, IEnumerable<string> texts)
    {
        _json.WriteStartArray(member);
        foreach (var text in texts) _json.WriteStringValue(text);
        _json.WriteEndArray();
    }

    private void Object(Action members)
    {
        _json.WriteStartObject();
        members();
        _json.WriteEndObject();
    }

    private void Object(string name, Action members)
    {
        _json.WriteStartObject(name);
        members();
        _json.WriteEndObject();
    }
}
