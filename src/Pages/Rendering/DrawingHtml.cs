using System.Collections.Immutable;
using Starface.Pages.Model;
using Starface.Pages.Words;
using Starface.Policy;

namespace Starface.Pages.Rendering;

/// <summary>
/// The drawing of who reaches what: on the left those who connect to the PBX, on the right those that only the PBX connects to, each with
/// its services. All lengths follow from the number of lines, so that the same plan is the same drawing.
/// </summary>
internal static class DrawingHtml
{
    private const int Width = 1000;
    private const int BoxWidth = 350;
    private const int Gap = 14;
    private const int LineHeight = 18;
    private const int Padding = 10;
    private const int CharactersPerLine = 46;
    private const int Middle = Width / 2;
    private const int CloudWidth = 150;

    /// <summary>The drawing.</summary>
    public static Markup Write(string cloud, ImmutableArray<Access> access, PageWords words)
    {
        var remotes = access.GroupBy(cell => cell.PeerGroup ?? "", StringComparer.Ordinal)
            .OrderBy(remote => remote.Key.Length == 0 ? 1 : 0)
            .ThenBy(remote => remote.Key, StringComparer.Ordinal)
            .Select(remote => Box.From(remote.Key.Length == 0 ? words.NamedHosts : words.NameOf(remote.Key), [.. remote], words))
            .ToList();
        var (left, right) = (remotes.Where(box => !box.In.IsEmpty).ToList(), remotes.Where(box => box.In.IsEmpty).ToList());
        var height = Math.Max(Math.Max(Height(left), Height(right)), 120);
        var boxes = Stack(left, 0, words).Concat(Stack(right, Width - BoxWidth, words));
        var cloudLeft = Middle - (CloudWidth / 2);
        return $"""
            <div class="scroll" role="group" tabindex="0" aria-label="{words.Drawing}"><svg class="drawing" viewBox="-1 0 {Width + 2} {height}" role="img" aria-label="{words.DrawingLabel}">
            <rect class="cloud" x="{cloudLeft}" y="1" width="{CloudWidth}" height="{height - 2}" rx="14"></rect>
            <text class="quiet" x="{Middle}" y="24" text-anchor="middle">{cloud}</text>
            <rect class="pbx" x="{cloudLeft + 25}" y="{(height / 2) - 24}" width="{CloudWidth - 50}" height="48" rx="6"></rect>
            <text class="name" x="{Middle}" y="{(height / 2) + 5}" text-anchor="middle">PBX</text>
            {boxes}
            </svg></div>
            <p class="key"><span class="in"><span aria-hidden="true">{"━▶"}</span> {words.ConnectsToPbx}</span>
            <span class="out"><span aria-hidden="true">{"╌▶"}</span> {words.PbxConnects}</span></p>
            """;
    }

    private static int Height(List<Box> boxes) => boxes.Sum(box => box.Height + Gap) - Gap;

    private static IEnumerable<Markup> Stack(List<Box> boxes, int x, PageWords words)
    {
        var y = 0;
        foreach (var box in boxes)
        {
            yield return Draw(box, x, y, words);
            y += box.Height + Gap;
        }
    }

    private static Markup Draw(Box box, int x, int y, PageWords words)
    {
        var lines = box.In.Select(line => (Class: "in", Text: line)).Concat(box.Out.Select(line => (Class: "out", Text: line)));
        var texts = lines.Select((line, i) => (Markup)$"""
            <text class="{line.Class}" x="{x + Padding}" y="{y + Padding + 14 + ((i + 1) * LineHeight)}">{line.Text}</text>
            """);
        var middle = y + (box.Height / 2);
        return $"""
            <g><rect class="box" x="{x}" y="{y + 1}" width="{BoxWidth}" height="{box.Height - 2}" rx="6"></rect>
            <text class="name" x="{x + Padding}" y="{y + Padding + 14}">{box.Name}</text>
            {texts}
            {(box.In.IsEmpty ? null : Arrow(isIn: true, isLeft: x == 0, box.Out.IsEmpty ? middle : middle - 7))}
            {(box.Out.IsEmpty ? null : Arrow(isIn: false, isLeft: x == 0, box.In.IsEmpty ? middle : middle + 7))}</g>
            """;
    }

    /// <summary>An arrow between a box and the cloud: solid to the PBX, broken from it.</summary>
    private static Markup Arrow(bool isIn, bool isLeft, int y)
    {
        var (box, cloud) = isLeft
            ? (BoxWidth + 2, Middle - (CloudWidth / 2) - 2)
            : (Width - BoxWidth - 2, Middle + (CloudWidth / 2) + 2);
        var (from, to) = isIn ? (box, cloud) : (cloud, box);
        var back = to > from ? -9 : 9;
        return $"""
            <path class="{(isIn ? "in" : "out")} line" d="M{from} {y}H{to + back}"></path><path class="{(isIn ? "in" : "out")} head" d="M{to} {y}l{back} -5v10z"></path>
            """;
    }

    /// <summary>A remote side with the services of both directions, in lines that fit.</summary>
    private sealed record Box(string Name, ImmutableArray<string> In, ImmutableArray<string> Out)
    {
        public int Height => (2 * Padding) + 14 + ((In.Length + Out.Length) * LineHeight);

        public static Box From(string name, ImmutableArray<Access> cells, PageWords words) =>
            new(name, Lines("→ ", cells, Direction.Inbound, words), Lines("← ", cells, Direction.Outbound, words));

        private static ImmutableArray<string> Lines(string mark, ImmutableArray<Access> cells, Direction direction, PageWords words)
        {
            var lines = ImmutableArray.CreateBuilder<string>();
            var line = "";
            foreach (var cell in cells.Where(cell => cell.Direction == direction))
            {
                var title = words.TitleOf(cell.Title);
                var text = title.Length > CharactersPerLine ? string.Concat(title.AsSpan(0, CharactersPerLine - 1), "…") : title;
                if (line.Length > 0 && line.Length + text.Length + 2 > CharactersPerLine)
                {
                    lines.Add(line + ",");
                    line = "";
                }

                line = line.Length == 0 ? (lines.Count == 0 ? mark : "   ") + text : $"{line}, {text}";
            }

            if (line.Length > 0) lines.Add(line);
            return lines.ToImmutable();
        }
    }
}
