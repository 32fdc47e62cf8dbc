using System.Text;

namespace Ledger.Gs1.Epcis;

/// <summary>The way from the root of a JSON document to a value.</summary>
/// <param name="Parent">Null for the root.</param>
/// <param name="Name">The property, or null for an array's entry.</param>
/// <param name="Index">The entry's index.</param>
internal sealed record JsonPath(JsonPath? Parent, string? Name, int Index)
{
    public static readonly JsonPath Root = new(null, null, -1);

    public JsonPath Property(string name) => new(this, name, -1);

    public JsonPath Entry(int index) => new(this, null, index);

    /// <summary>The steps from the root, without the root.</summary>
    public IReadOnlyList<JsonPath> Steps()
    {
        var steps = new List<JsonPath>();
        for (var step = this; step.Parent is not null; step = step.Parent) steps.Add(step);
        steps.Reverse();
        return steps;
    }

    public override string ToString()
    {
        var text = new StringBuilder("$");
        foreach (var step in Steps())
        {
            if (step.Name is null) text.Append('[').Append(step.Index).Append(']');
            else text.Append('.').Append(step.Name);
        }

        return text.ToString();
    }
}
