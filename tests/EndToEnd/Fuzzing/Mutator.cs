using System.Text;

namespace Starface.EndToEnd.Fuzzing;

/// <summary>
/// Makes new texts out of those of a corpus: bits flipped, parts cut, doubled, exchanged with those of other texts, and words put in.
/// </summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> words)
{
    private const int LongestText = 8192;

    public string Next(IReadOnlyList<string> corpus)
    {
        var text = new StringBuilder(corpus[random.Next(corpus.Count)]);
        for (var step = random.Next(1, 6); step > 0; step--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 9), text.Length - at);
            switch (random.Next(6))
            {
                case 0 when at < text.Length:
                    text[at] = (char)(text[at] ^ 1 << random.Next(random.Next(4) == 0 ? 16 : 7));
                    break;
                case 1:
                    text.Remove(at, length);
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 3:
                    var other = corpus[random.Next(corpus.Count)];
                    var from = random.Next(other.Length + 1);
                    text.Length = at;
                    text.Append(other, from, other.Length - from);
                    break;
                default:
                    text.Insert(at, words[random.Next(words.Count)]);
                    break;
            }
        }

        if (text.Length > LongestText) text.Length = LongestText;
        return text.ToString();
    }
}
