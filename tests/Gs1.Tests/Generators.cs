using FsCheck;
using FsCheck.Fluent;
using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Tests;

/// <summary>Generators of valid keys and elements, edge characters included.</summary>
internal static class Generators
{
    public static Gen<string> Text(int maximumLength) =>
        Gen.Choose(1, maximumLength).SelectMany(length => Gen.Elements(CharacterSets.Cset82Ordered.ToCharArray()).ArrayOf(length))
            .Select(characters => new string(characters));

    public static Gen<string> Digits(int length) =>
        Gen.Elements("0123456789".ToCharArray()).ArrayOf(length).Select(characters => new string(characters));

    public static Gen<string> Key(int length) =>
        Digits(length - 1).Where(body => body.AsSpan().IndexOfAnyExcept('0') >= 0).Select(body => body + CheckDigit.Compute(body));

    public static Gen<Gtin> Gtins => Key(14).Select(text => Gtin.Parse(text));

    public static Gen<Sgtin> Sgtins => Gtins.Zip(Text(20)).Select(p => new Sgtin(p.Item1, p.Item2));

    public static Gen<Lgtin> Lgtins => Gtins.Zip(Text(20)).Select(p => new Lgtin(p.Item1, p.Item2));

    public static Gen<Sscc> Ssccs => Key(18).Select(text => Sscc.Parse(text));

    public static Gen<Sgln> Sglns => Key(13).Zip(Text(20)).Select(p => new Sgln(Gln.Parse(p.Item1), p.Item2));

    private static Gen<string> Date =>
        Gen.Choose(0, 99).Zip(Gen.Choose(1, 12)).Zip(Gen.Choose(0, 28)).Select(p => $"{p.Item1.Item1:D2}{p.Item1.Item2:D2}{p.Item2:D2}");

    private static Gen<Element> Element => Gen.OneOf(
        Key(18).Select(value => new Element("00", value)),
        Key(14).Select(value => new Element("01", value)),
        Key(13).Select(value => new Element("414", value)),
        Date.Select(value => new Element("17", value)),
        Date.Select(value => new Element("11", value)),
        Text(20).Select(value => new Element("10", value)),
        Text(20).Select(value => new Element("21", value)),
        Text(30).Select(value => new Element("240", value)),
        Text(90).Select(value => new Element("91", value)),
        Digits(6).Select(value => new Element("3103", value)),
        Gen.Choose(1, 99_999_999).Select(value => new Element("37", value.ToString())));

    public static Gen<Element[]> ElementLists =>
        Element.NonEmptyListOf().Select(list => list.DistinctBy(e => e.Ai, StringComparer.Ordinal).ToArray());
}
