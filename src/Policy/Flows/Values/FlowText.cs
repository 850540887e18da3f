using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy.Flows;

/// <summary>Reads and writes rectangles and flows: <c>DIRECTION PROTOCOL REMOTE [PORTS]</c>.</summary>
internal static class FlowText
{
    /// <summary>Characters to allocate on the stack: enough for all but groups with long names.</summary>
    private const int StackRoom = 2 * SpanText.Room;

    public static string Format(in FlowRange range)
    {
        var room = RoomOf(range);
        var text = new SpanText(room <= StackRoom ? stackalloc char[StackRoom] : new char[room]);
        WriteTo(range, ref text);
        return text.ToString();
    }

    /// <summary>An upper bound for the length of a rectangle's text.</summary>
    public static int RoomOf(in FlowRange range) => SpanText.Room + (range.Remote.Group?.Length ?? 0);

    /// <summary>Writes the text that <see cref="Format(in FlowRange)"/> returns.</summary>
    /// <returns>The number of characters written.</returns>
    public static int Write(in FlowRange range, Span<char> target)
    {
        var text = new SpanText(target);
        WriteTo(range, ref text);
        return text.Written.Length;
    }

    public static string Format(Flow flow)
    {
        var range = flow.ToRange();
        if (flow.Group is not null)
            return Format(range);
        var text = new SpanText(stackalloc char[StackRoom]);
        WriteStart(range, ref text);
        flow.Address.WriteTo(ref text);
        WritePorts(range, ref text);
        return text.ToString();
    }

    public static bool TryParse(string? text, out FlowRange range, [NotNullWhen(false)] out Problem? problem)
    {
        range = default;
        var words = (text ?? "").Split(' ');
        if (words.Length < 3)
        {
            problem = Problem.Invalid(
                $"'{text}' is not a flow", "write DIRECTION PROTOCOL REMOTE PORTS, such as 'inbound tcp 203.0.113.0/24 443'");
            return false;
        }

        if (words[0] is not ("inbound" or "outbound"))
        {
            problem = Problem.Invalid($"'{text}' has the direction '{words[0]}'", "write inbound or outbound");
            return false;
        }

        if (!ProtocolRange.TryParse(words[1], out var protocols, out problem)
            || !RemoteScope.TryParse(words[2], out var remote, out problem)
            || !TryParsePorts(text!, protocols, words.AsSpan(3), out var ports, out problem))
        {
            return false;
        }

        range = new(words[0] == "inbound" ? Direction.Inbound : Direction.Outbound, protocols, remote, ports);
        return true;
    }

    private static void WriteTo(in FlowRange range, ref SpanText text)
    {
        WriteStart(range, ref text);
        range.Remote.WriteTo(ref text);
        WritePorts(range, ref text);
    }

    private static void WriteStart(in FlowRange range, ref SpanText text)
    {
        text.Add(range.Direction == Direction.Inbound ? "inbound " : "outbound ");
        range.Protocols.WriteTo(ref text);
        text.Add(' ');
    }

    private static void WritePorts(in FlowRange range, ref SpanText text)
    {
        if (range.Protocols.IsIcmp)
        {
            text.Add(' ');
            WriteMessages(range.Ports, ref text);
        }
        else if (range.Protocols.HasPortsOrMessages)
        {
            text.Add(' ');
            range.Ports.WriteTo(ref text);
        }
    }

    private static void WriteMessages(PortRange messages, ref SpanText text)
    {
        if (messages == PortRange.All)
        {
            text.Add("type all");
            return;
        }

        PortRange types = new(messages.From >> 8, messages.To >> 8);
        var (fromCode, toCode) = (messages.From & 255, messages.To & 255);
        text.Add("type ");
        if ((fromCode, toCode) == (0, 255))
        {
            types.WriteTo(ref text);
            return;
        }

        text.Add(types.From);
        text.Add(" code ");
        if (types.From == types.To)
        {
            new PortRange(fromCode, toCode).WriteTo(ref text);
            return;
        }

        text.Add(fromCode);
        text.Add(" to type ");
        text.Add(types.To);
        text.Add(" code ");
        text.Add(toCode);
    }

    private static bool TryParsePorts(
        string text, ProtocolRange protocols, ReadOnlySpan<string> words, out PortRange ports, [NotNullWhen(false)] out Problem? problem)
    {
        ports = PortRange.All;
        problem = null;
        if (!protocols.HasPortsOrMessages)
        {
            if (words.Length > 0)
                problem = Problem.Invalid($"'{text}' has '{words[0]}' after the remote side, but '{protocols}' has no ports");
            return problem is null;
        }

        if (protocols.IsIcmp)
            return TryParseMessages(text, words, out ports, out problem);
        if (words.Length != 1)
        {
            problem = Problem.Invalid($"'{text}' needs one port or range after the remote side; all ports are 0-65535");
            return false;
        }

        return PortRange.TryParse(words[0], out ports, out problem);
    }

    private static bool TryParseMessages(
        string text, ReadOnlySpan<string> words, out PortRange messages, [NotNullWhen(false)] out Problem? problem)
    {
        messages = PortRange.All;
        problem = null;
        if (words.Length == 2 && words[0] == "type" && words[1] == "all")
            return true;
        var hasCode = words.Length >= 4 && words[2] == "code";
        var hasEnd = words.Length == 9 && words[4] == "to" && words[5] == "type" && words[7] == "code";
        if (words.Length < 2 || words[0] != "type" || !(words.Length == 2 || (hasCode && (words.Length == 4 || hasEnd))))
        {
            problem = Problem.Invalid($"'{text}' needs messages after the remote side: 'type all', 'type 8' or 'type 8 code 0'");
            return false;
        }

        PortRange codes = new(0, 255), endTypes = default, endCodes = new(0, 255);
        if (!PortRange.TryParse(words[1], 255, "type", out var types, out problem)
            || (hasCode && !PortRange.TryParse(words[3], 255, "code", out codes, out problem))
            || (
                hasEnd
                    && (
                        !PortRange.TryParse(words[6], 255, "type", out endTypes, out problem)
                            || !PortRange.TryParse(words[8], 255, "code", out endCodes, out problem))))
        {
            return false;
        }

        var (from, to) = hasEnd
            ? (types.From << 8 | codes.From, endTypes.To << 8 | endCodes.To)
            : (types.From << 8 | codes.From, types.To << 8 | codes.To);
        if ((hasCode && types.Count > 1) || (hasEnd && (codes.Count > 1 || endTypes.Count > 1 || endCodes.Count > 1)))
            problem = Problem.Invalid($"'{text}' has a range where one type or code is expected");
        else if (from > to)
            problem = Problem.Invalid($"'{text}' has its messages inverted");
        else
            messages = new(from, to);
        return problem is null;
    }
}
