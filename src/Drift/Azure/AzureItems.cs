using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Azure;

/// <summary>Reads lists of Azure's resources of one kind.</summary>
internal sealed class AzureItems
{
    private readonly AzureItemKind _kind;
    private readonly string _place;
    private readonly ImmutableArray<LiveGroup>.Builder _groups = ImmutableArray.CreateBuilder<LiveGroup>();
    private readonly ImmutableArray<LiveInterface>.Builder _interfaces = ImmutableArray.CreateBuilder<LiveInterface>();
    private readonly ImmutableArray<LiveNetwork>.Builder _networks = ImmutableArray.CreateBuilder<LiveNetwork>();
    private readonly ImmutableArray<LiveSubnet>.Builder _subnets = ImmutableArray.CreateBuilder<LiveSubnet>();
    private readonly ItemProblems _problems = new();
    private readonly AzureRuleCache _rules = new();

    /// <summary>A reader.</summary>
    /// <param name="kind">The kind of all items.</param>
    /// <param name="place">Where the items are, for people.</param>
    public AzureItems(AzureItemKind kind, string place) => (_kind, _place) = (kind, place);

    /// <summary>The items of a document, which has one kind of them.</summary>
    public static LiveSurvey Read(IReadOnlyList<JsonCursor> items, string place)
    {
        var reader = new AzureItems(KindOf(items[0])!.Value, place);
        foreach (var item in items) reader.Add(item);
        return reader.Survey;
    }

    /// <summary>The kind of an object by its type and id, or null when it is not one that is read.</summary>
    public static AzureItemKind? KindOf(JsonCursor item)
    {
        if (item.Element.ValueKind != JsonValueKind.Object) return null;
        // Without type and id, only the reader of groups says what is missing.
        var type = TypeOf(item);
        if (type is null) return item.Find("name") is null && item.Find("securityRules") is null ? null : AzureItemKind.Group;
        return type.ToUpperInvariant() switch
        {
            "NETWORKSECURITYGROUPS" => AzureItemKind.Group,
            "NETWORKINTERFACES" => AzureItemKind.Interface,
            "VIRTUALNETWORKS" => AzureItemKind.Network,
            "SUBNETS" => AzureItemKind.Subnet,
            _ => null,
        };
    }

    /// <summary>What was read.</summary>
    public LiveSurvey Survey => new(_groups.ToImmutable(), _problems.All)
    {
        Surroundings = _kind == AzureItemKind.Group
            ? LiveSurroundings.None
            : new LiveSurroundings
            {
                Read = [_kind == AzureItemKind.Interface ? SurroundingPart.Interfaces : SurroundingPart.Subnets],
                Interfaces = _interfaces.ToImmutable(),
                Networks = _networks.ToImmutable(),
                Subnets = _subnets.ToImmutable(),
            },
    };

    /// <summary>Reads an item. One that does not say which it is becomes a problem of the whole.</summary>
    public void Add(JsonCursor item) => _problems.Try(
        () =>
        {
            if (KindOf(item) is { } other && other != _kind) throw item.Error("is of another kind than the first of the list");
            switch (_kind)
            {
                case AzureItemKind.Group:
                    _groups.Add(AzureJsonReader.ReadGroup(item, _place, _rules));
                    break;
                case AzureItemKind.Interface:
                    _interfaces.Add(AzureInterfaceReader.Read(item, _place));
                    break;
                case AzureItemKind.Network:
                    _networks.Add(AzureNetworkReader.ReadNetwork(item));
                    _subnets.AddRange(AzureNetworkReader.ReadSubnets(item));
                    break;
                default:
                    _subnets.Add(AzureNetworkReader.ReadSubnet(item));
                    break;
            }

            return true;
        },
        otherwise: false);

    /// <summary>The last part of the type that an object or its id names, or null.</summary>
    private static string? TypeOf(JsonCursor item)
    {
        if (item.Element.ValueKind == JsonValueKind.Object && item.Text("id") is { Length: > 0 } id)
            return id.Split('/') is { Length: > 2 } parts ? parts[^2] : "";
        return item.Text("type") is { Length: > 0 } type ? type[(type.LastIndexOf('/') + 1)..] : null;
    }
}
