using System.Globalization;
using System.Xml;
using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>Writes elements of XML, whose texts and attributes may be a stranger's.</summary>
/// <param name="xml">The writer, which escapes the syntax.</param>
internal sealed class XmlElements(XmlWriter xml)
{
    /// <summary>Begins an element.</summary>
    public void Start(string name) => xml.WriteStartElement(name);

    /// <summary>Ends the element begun last.</summary>
    public void End() => xml.WriteEndElement();

    /// <summary>Writes an attribute.</summary>
    public void Attribute(string name, string value) => xml.WriteAttributeString(name, SafeText.From(value));

    /// <summary>Writes an attribute with a number.</summary>
    public void Attribute(string name, int value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes texts, each of them in a line.</summary>
    public void Lines(IEnumerable<string> lines) => xml.WriteString(string.Join("\n", lines.Select(SafeText.From)));
}
