namespace Starface.Pages.Rendering;

/// <summary>A part of the section of an instance that others may have as well.</summary>
/// <param name="title">Its heading.</param>
/// <param name="content">What it shows.</param>
/// <param name="number">Its number among the different parts of the heading, from 1.</param>
/// <param name="id">What it is referred to by.</param>
internal sealed class Part(string title, Markup content, int number, string id)
{
    private const int MostCopies = 3;

    /// <summary>Its heading.</summary>
    public string Title => title;

    /// <summary>What it shows.</summary>
    public Markup Content => content;

    /// <summary>Its number among the different parts of the heading, from 1.</summary>
    public int Number => number;

    /// <summary>What it is referred to by.</summary>
    public string Id => id;

    /// <summary>How many instances have it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it is on the page once, and not once for each instance.</summary>
    public bool IsShared => Count > MostCopies;

    /// <summary>Counts one more instance.</summary>
    public void CountOne() => Count++;
}
