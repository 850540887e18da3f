using System.Collections.Immutable;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Azure;

/// <summary>The files that the Azure command line prints.</summary>
internal sealed class AzureFiles : ICloudFiles
{
    /// <inheritdoc/>
    public ImmutableArray<string> Commands { get; } =
    [
        "az network nsg show", "az network nsg list", "az network nic list", "az network vnet list", "az network vnet subnet list",
        AzureAdminRuleReader.Command, "az network list-service-tags",
    ];

    /// <inheritdoc/>
    public LiveSurvey? Read(JsonCursor root, string display)
    {
        AzureForeignForms.Reject(root);
        return root.Element.ValueKind switch
        {
            JsonValueKind.Array => ReadList(root, root, display),
            not JsonValueKind.Object => null,
            _ when AzureServiceTags.CanRead(root) => Around(new LiveSurroundings { Members = AzureServiceTags.Read(root) }),
            _ when root.Find("value") is { Element.ValueKind: JsonValueKind.Array } list => ReadPage(root, list, display),
            _ => AzureItems.Read([root], display),
        };
    }

    /// <inheritdoc/>
    public LiveSurvey? ReadLarge(Stream stream, string display)
    {
        if (!JsonArrayStream.IsList(stream)) return null;
        AzureItems? items = null;
        JsonArrayStream.ReadItems(
            stream,
            new Place { File = display },
            item =>
            {
                if (items is null)
                {
                    // A list of something else is read as a whole, which says what is wrong with it.
                    if (AzureForeignForms.IsItem(item) || AzureItems.KindOf(item) is not { } kind) return false;
                    items = new AzureItems(kind, display);
                }

                items.Add(item);
                return true;
            });
        return items?.Survey;
    }

    /// <summary>Finds the virtual networks of security admin rules whose file does not tell.</summary>
    public LiveSurvey Complete(LiveSurvey survey) => AdminRuleFile.Assign(survey);

    private static LiveSurvey? ReadPage(JsonCursor root, JsonCursor list, string display)
    {
        if (AdminRuleFile.CanRead(root, list, display)) return AdminRuleFile.Read(root, list, display);
        root.RejectUnknown(AzurePage.Members);
        if (ReadList(root, list, display) is not { } survey) return null;
        return root.Text("nextLink") is { Length: > 0 }
            ? survey with
            {
                Problems =
                [
                    .. survey.Problems,
                    root.IncompleteError("ends with a nextLink: further pages are missing", "export all of them").Problem,
                ],
            }
            : survey;
    }

    private static LiveSurvey? ReadList(JsonCursor root, JsonCursor list, string display)
    {
        var items = list.Items().ToList();
        if (items.Count == 0)
        {
            throw root.IncompleteError(
                "is an empty list, which does not tell what there is none of",
                $"leave it out; only what '{AzureAdminRuleReader.Command}' prints counts when it is empty, in a file with the name "
                    + $"of the virtual network, such as NAME{AdminRuleFile.Extension}");
        }

        return AzureItems.Read(items, display);
    }

    private static LiveSurvey Around(LiveSurroundings surroundings) => new([], []) { Surroundings = surroundings };
}
