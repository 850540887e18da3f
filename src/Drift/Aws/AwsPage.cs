using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Xml;
using Starface.Drift.Json;
using Starface.Policy;

namespace Starface.Drift.Aws;

/// <summary>
/// A page of an EC2 answer as JSON, item by item, with the names that the command line gives the members: answers and files are read by the
/// same code, which is strict about members that it does not know.
/// </summary>
internal sealed class AwsPage
{
    /// <summary>What names that a stranger wrote are cut to in messages.</summary>
    private const int LongestName = 100;

    private static readonly XmlReaderSettings Settings = new()
    {
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        DtdProcessing = DtdProcessing.Prohibit,
        CloseInput = false,
    };

    /// <summary>What takes the place of a name for a text.</summary>
    private const string Text = "#text";

    private readonly AwsCall _call;
    private readonly ArrayBufferWriter<byte> _json;
    private readonly List<Range> _items = [];

    private AwsPage(AwsCall call, ArrayBufferWriter<byte> json) => (_call, _json) = (call, json);

    /// <summary>The token of the next page, or null when this is the last one.</summary>
    public string? NextToken { get; private set; }

    /// <summary>Reads the body of an answer.</summary>
    /// <param name="body">The body.</param>
    /// <param name="call">The call that is answered.</param>
    /// <param name="buffer">Receives the JSON in place of what it has; the page is not to be used when it is used again.</param>
    /// <exception cref="XmlException">It is not valid XML, or is incomplete.</exception>
    /// <exception cref="FormatException">It is the answer of another call, or has something beside the items.</exception>
    public static AwsPage Read(Stream body, AwsCall call, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        using var reader = XmlReader.Create(body, Settings);
        var page = new AwsPage(call, buffer);
        page.Read(reader);
        return page;
    }

    /// <summary>Goes through the items.</summary>
    /// <param name="source">Where the answer is from.</param>
    /// <param name="receive">Receives each item, which must not be kept.</param>
    /// <param name="wrong">Receives what is wrong with an item that could not be read.</param>
    public void ForEach(Place source, Action<JsonCursor> receive, Action<Problem> wrong)
    {
        for (var index = 0; index < _items.Count; index++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"$.{_call.List}[{index}]");
            try
            {
                using var document = JsonCursor.ParseItem(_json.WrittenMemory[_items[index]], source, path, 0, out var item);
                receive(item);
            }
            catch (LiveFormatException problem)
            {
                wrong(problem.Problem);
            }
        }
    }

    private void Read(XmlReader reader)
    {
        reader.MoveToContent();
        var expected = _call.Name + "Response";
        if (reader.LocalName != expected) throw new FormatException($"the answer is a '{reader.LocalName}' instead of a '{expected}'");
        if (FindAttribute(reader) is { } attribute) throw Unknown("the answer", attribute);
        using var writer = new Utf8JsonWriter(_json);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var isIn = Enter(reader); isIn && GoOn(reader, out var name);)
        {
            if (!seen.Add(name)) throw new FormatException($"the answer has '{name}' twice");
            if (name == _call.XmlList) ReadItems(reader, writer);
            else if (name == "nextToken") NextToken = ReadText(reader);
            else if (name == "requestId") reader.Skip();
            else throw Unknown("the answer", name);
        }

        // An empty list is there all the same; without it, this is not the answer.
        if (!seen.Contains(_call.XmlList)) throw new FormatException($"the answer has no '{_call.XmlList}'");
        // What follows the answer must be empty.
        while (reader.Read())
        {
        }
    }

    private static FormatException Unknown(string place, string name) =>
        new($"{place} has the member '{name}', which this program does not know and so cannot judge");

    private void ReadItems(XmlReader reader, Utf8JsonWriter writer)
    {
        if (_call.PageSize is null)
        {
            AddItem(reader, writer);
            return;
        }

        if (FindAttribute(reader) is { } attribute) throw Unknown($"the answer's {_call.XmlList}", attribute);
        for (var isIn = Enter(reader); isIn && GoOn(reader, out var name);)
        {
            if (name != "item") throw Unknown($"the answer's {_call.XmlList}", name);
            AddItem(reader, writer);
        }
    }

    private void AddItem(XmlReader reader, Utf8JsonWriter writer)
    {
        var start = _json.WrittenCount;
        Write(reader, writer, _call.Item);
        writer.Flush();
        writer.Reset();
        _items.Add(start.._json.WrittenCount);
    }

    /// <summary>Writes the element at which the reader is, and moves the reader behind it.</summary>
    private static void Write(XmlReader reader, Utf8JsonWriter writer, AwsShape shape)
    {
        if (shape.Item is { } item) WriteList(reader, writer, item);
        else if (shape.IsText) WriteText(reader, writer, shape.IsFlag);
        else WriteObject(reader, writer, shape);
    }

    private static void WriteList(XmlReader reader, Utf8JsonWriter writer, AwsShape item)
    {
        writer.WriteStartArray();
        if (FindAttribute(reader) is { } attribute)
        {
            writer.WriteStartObject();
            writer.WriteString(Shortened(attribute), "");
            writer.WriteEndObject();
        }

        for (var isIn = Enter(reader); isIn && GoOn(reader, out var name);)
        {
            if (name == "item")
            {
                Write(reader, writer, item);
                continue;
            }

            // An object with a member that no item has.
            writer.WriteStartObject();
            WriteUnknown(reader, writer, item, name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteObject(XmlReader reader, Utf8JsonWriter writer, AwsShape shape)
    {
        writer.WriteStartObject();
        if (FindAttribute(reader) is { } attribute) writer.WriteString(Shortened(attribute), "");
        var seen = 0UL;
        for (var isIn = Enter(reader); isIn && GoOn(reader, out var name);)
        {
            if (shape.Find(name, out var number) is not { } member)
            {
                WriteUnknown(reader, writer, shape, name);
            }
            else if ((seen & (1UL << number)) == 0)
            {
                seen |= 1UL << number;
                writer.WritePropertyName(member.JsonName);
                Write(reader, writer, member.Shape);
            }
            else
            {
                WriteUnknown(reader, writer, shape, name + " (twice)");
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a member under a name that the reader of the JSON does not know either. Its value does not matter.</summary>
    private static void WriteUnknown(XmlReader reader, Utf8JsonWriter writer, AwsShape shape, string name)
    {
        name = Shortened(name);
        writer.WriteString(shape.HasName(name) ? $"<{name}>" : name, "");
        if (reader.NodeType == XmlNodeType.Element) reader.Skip();
        else reader.Read();
    }

    private static string Shortened(string name) => name.Length > LongestName ? name[..LongestName] + "..." : name;

    private static void WriteText(XmlReader reader, Utf8JsonWriter writer, bool isFlag)
    {
        var hasAttribute = FindAttribute(reader) is not null;
        var text = ReadText(reader);
        if (text is null || hasAttribute)
        {
            // What holds elements or attributes where a text belongs is not a text in JSON either.
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
        else if (isFlag && text is "true" or "false")
        {
            writer.WriteBooleanValue(text == "true");
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    /// <summary>The text of the element at which the reader is, or null when it holds elements; moves the reader behind it.</summary>
    private static string? ReadText(XmlReader reader)
    {
        string? text = "";
        for (var isIn = Enter(reader); isIn && GoOn(reader, out var child);)
        {
            if (child == Text)
            {
                // A text is mostly one piece.
                text = text is { Length: > 0 } ? text + reader.Value : reader.Value;
                reader.Read();
            }
            else
            {
                reader.Skip();
                SkipRest(reader);
                return null;
            }
        }

        return text;
    }

    private static void SkipRest(XmlReader reader)
    {
        while (GoOn(reader, out var child))
        {
            if (child == Text) reader.Read();
            else reader.Skip();
        }
    }

    /// <summary>
    /// The first attribute of the element at which the reader is, as a name that no member has, or null. EC2 declares namespaces alone.
    /// </summary>
    private static string? FindAttribute(XmlReader reader)
    {
        if (!reader.HasAttributes) return null;
        string? found = null;
        while (found is null && reader.MoveToNextAttribute())
        {
            if (reader.Name != "xmlns" && reader.Prefix != "xmlns") found = "@" + reader.Name;
        }

        reader.MoveToElement();
        return found;
    }

    /// <summary>Moves the reader from an element to what is in it, or behind it when it is empty.</summary>
    private static bool Enter(XmlReader reader)
    {
        var isEmpty = reader.IsEmptyElement;
        reader.Read();
        return !isEmpty;
    }

    /// <summary>
    /// The name of the child at which the reader is; behind the last child, it moves the reader behind the element and says so. Each child
    /// has to be read before the next call.
    /// </summary>
    private static bool GoOn(XmlReader reader, out string name)
    {
        name = reader.NodeType == XmlNodeType.Element ? reader.LocalName : Text;
        if (reader.NodeType != XmlNodeType.EndElement) return true;
        reader.Read();
        return false;
    }
}
