using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Starface.Drift.Tests.Mutations;

/// <summary>A value of a document in YAML or JSON, by where it is in the text.</summary>
/// <param name="Start">Where the value begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="KeyStart">Where its key begins, or where the value does.</param>
/// <param name="KeyEnd">Where its key ends; equal to <paramref name="KeyStart"/> where it has none.</param>
/// <param name="Column">The column, from 0, of the entry or item that it is.</param>
/// <param name="IsInBrackets">Whether it is in a list or map in brackets.</param>
internal sealed record DocumentPlace(int Start, int End, int KeyStart, int KeyEnd, int Column, bool IsInBrackets)
{
    /// <summary>Whether the value has a key.</summary>
    public bool HasKey => KeyEnd > KeyStart;

    /// <summary>The values of a document, outer ones before inner ones. JSON is YAML too.</summary>
    public static IReadOnlyList<DocumentPlace> Find(string text)
    {
        var parser = new Parser(new StringReader(text));
        var places = new List<DocumentPlace>();
        parser.MoveNext();
        while (parser.Current is not NodeEvent) parser.MoveNext();
        ReadNode(null, isInBrackets: false);
        return places;

        void ReadNode(Scalar? key, bool isInBrackets)
        {
            var start = parser.Current!;
            var at = places.Count;
            places.Add(new(0, 0, 0, 0, 0, isInBrackets));
            parser.MoveNext();
            var end = (int)start.End.Index;
            switch (start)
            {
                case SequenceStart list:
                    while (parser.Current is not SequenceEnd) ReadNode(null, list.Style == SequenceStyle.Flow);
                    end = EndOf(at, list.Style == SequenceStyle.Flow);
                    break;
                case MappingStart map:
                    while (parser.Current is not MappingEnd)
                    {
                        var name = (Scalar)parser.Current!;
                        parser.MoveNext();
                        ReadNode(name, map.Style == MappingStyle.Flow);
                    }

                    end = EndOf(at, map.Style == MappingStyle.Flow);
                    break;
            }

            var first = key ?? start;
            places[at] = new(
                (int)start.Start.Index,
                end,
                (int)first.Start.Index,
                key is null ? (int)start.Start.Index : (int)key.End.Index,
                (int)first.Start.Column - 1,
                isInBrackets);
        }

        int EndOf(int at, bool hasBrackets)
        {
            var end = hasBrackets ? (int)parser.Current!.End.Index : places[^1].End;
            parser.MoveNext();
            return at == places.Count - 1 && !hasBrackets ? places[at].Start : end;
        }
    }
}
