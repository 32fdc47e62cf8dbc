using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Contracts.Serials;

namespace Ledger.Contracts.Tests.Serials;

public sealed class SerialCodecPropertyTests
{
    private const string Set82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void Decode_OfAnyEncodedList_GivesItBackInEveryCodec() =>
        Check.One(Runs, Prop.ForAll(Lists().ToArbitrary(), serials =>
        {
            var list = SerialList.FromStrings(serials);
            foreach (var codec in Enum.GetValues<SerialCodec>().Where(list.CanEncode))
            {
                var blob = list.Encode(codec);
                var decoded = SerialList.Decode(blob);
                if (!Texts(decoded).SequenceEqual(serials, StringComparer.Ordinal) || !decoded.Encode(codec).AsSpan().SequenceEqual(blob)) return false;
            }

            return true;
        }));

    [Fact]
    public void ReadAt_AnyIndexOfAnyBlob_IsTheListsSerial() =>
        Check.One(Runs.WithMaxTest(200), Prop.ForAll(Lists().ToArbitrary(), serials =>
        {
            var list = SerialList.FromStrings(serials);
            Span<byte> serial = stackalloc byte[SerialList.MaxSerialLength];
            foreach (var codec in Enum.GetValues<SerialCodec>().Where(list.CanEncode))
            {
                var blob = list.Encode(codec);
                if (SerialBlob.ReadCount(blob) != serials.Length) return false;
                for (var i = 0; i < serials.Length; i++)
                {
                    var length = SerialBlob.ReadAt(blob, i, serial);
                    if (!serial[..length].SequenceEqual(list.GetAt(i))) return false;
                }
            }

            return true;
        }));

    [Fact]
    public void ReadAt_ArbitraryBytes_IsASerialOrTheOneError() =>
        Check.One(Runs.WithMaxTest(3_000), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), rest =>
        {
            foreach (var codec in Enum.GetValues<SerialCodec>())
            {
                byte[] blob = [(byte)codec, 0, 9, .. rest];
                try
                {
                    if (SerialBlob.ReadAt(blob, 8, new byte[SerialList.MaxSerialLength]) is < 1 or > SerialList.MaxSerialLength) return false;
                }
                catch (SerialListException error)
                {
                    if (error.Offset > blob.Length) return false;
                }
            }

            return true;
        }));

    [Fact]
    public void Encode_WithoutACodec_IsNeverDearerThanAnyCodec() =>
        Check.One(Runs, Prop.ForAll(Lists().ToArbitrary(), serials =>
        {
            var list = SerialList.FromStrings(serials);
            var best = CalldataCost.Tokens(list.Encode());
            return Enum.GetValues<SerialCodec>().Where(list.CanEncode).All(codec => best <= CalldataCost.Tokens(list.Encode(codec)));
        }));

    [Fact]
    public void Decode_ArbitraryBytesBehindAHeader_IsAListWithThatOnlyBlobOrTheOneError() =>
        Check.One(Runs.WithMaxTest(3_000), Prop.ForAll(
            Gen.Choose(1, 5).SelectMany(codec => Gen.Choose(0, 5).SelectMany(count => Gen.Choose(0, 3).SelectMany(width =>
                ArbMap.Default.GeneratorFor<byte[]>().Select(rest =>
                    (byte[])[(byte)codec, 0, (byte)count, .. codec == 4 ? (byte[])[0] : [], (byte)width, .. rest])))).ToArbitrary(),
            IsStrict));

    [Fact]
    public void Decode_DamagedBlob_IsAListWithThatOnlyBlobOrTheOneError() =>
        Check.One(Runs.WithMaxTest(3_000), Prop.ForAll(
            Lists().SelectMany(serials => Gen.Choose(0, int.MaxValue).SelectMany(place =>
                Gen.Choose(0, 3).SelectMany(act => Gen.Choose(0, 255).Select(value => Damage(serials, place, act, (byte)value))))).ToArbitrary(),
            IsStrict));

    [Fact]
    public void Decode_AnyProperPrefix_IsTruncated() =>
        Check.One(Runs.WithMaxTest(100), Prop.ForAll(Lists().ToArbitrary(), serials =>
        {
            var list = SerialList.FromStrings(serials);
            foreach (var codec in Enum.GetValues<SerialCodec>().Where(list.CanEncode))
            {
                var blob = list.Encode(codec);
                for (var length = 1; length < blob.Length; length++)
                {
                    if (Should.Throw<SerialListException>(() => SerialList.Decode(blob.AsSpan(0, length))).Code != SerialErrorCode.Truncated)
                        return false;
                }
            }

            return true;
        }));

    /// <summary>Lists of each shape that some codec is for: mixed, fixed width over an alphabet, dense, sorted.</summary>
    internal static Gen<string[]> Lists()
    {
        var count = Gen.Frequency((4, Gen.Choose(1, 12)), (1, Gen.Choose(13, 300)));
        var mixed = count.SelectMany(n => Gen.ArrayOf(Gen.Choose(1, 20).SelectMany(width => Text(Set82, width)), n));
        var fixedWidth = Gen.Elements(Set82, "0123456789", "0123456789ABCDEF", "A", "01", "xyz").SelectMany(alphabet =>
            Gen.Choose(1, 20).SelectMany(width => count.SelectMany(n => Gen.ArrayOf(Text(alphabet, width), n))));
        var dense = Gen.Choose(0, 1_000_000).SelectMany(first => count.Select(n =>
            Enumerable.Range(first, n).Select(number => number.ToString("D20")).ToArray()));
        var sorted = fixedWidth.Select(serials => serials.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray());
        return Gen.OneOf(mixed, fixedWidth, dense, sorted);
    }

    private static Gen<string> Text(string alphabet, int width) =>
        Gen.ArrayOf(Gen.Elements(alphabet.ToCharArray()), width).Select(characters => new string(characters));

    private static byte[] Damage(string[] serials, int place, int act, byte value)
    {
        var list = SerialList.FromStrings(serials);
        var codecs = Enum.GetValues<SerialCodec>().Where(list.CanEncode).ToArray();
        var blob = list.Encode(codecs[place % codecs.Length]).ToList();
        place %= blob.Count;
        if (act == 0) blob[place] = value;
        else if (act == 1) blob[place] ^= (byte)(1 << (value & 7));
        else if (act == 2) blob.Insert(place, value);
        else blob.RemoveAt(place);
        return [.. blob];
    }

    private static bool IsStrict(byte[] blob)
    {
        try
        {
            var list = SerialList.Decode(blob);
            return list.Encode((SerialCodec)blob[0]).AsSpan().SequenceEqual(blob);
        }
        catch (SerialListException error)
        {
            return error.Offset >= 0 && error.Offset <= blob.Length;
        }
    }

    private static IEnumerable<string> Texts(SerialList list) =>
        Enumerable.Range(0, list.Count).Select(index => Encoding.ASCII.GetString(list.GetAt(index)));
}
