using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.Abi;

/// <summary>Random types, and random values of a type.</summary>
internal static class AbiGenerators
{
    private static readonly Gen<AbiType> Elementary = Gen.OneOf(
        Gen.Choose(1, 32).Select(n => AbiType.UnsignedInteger(n * 8)),
        Gen.Choose(1, 32).Select(n => AbiType.SignedInteger(n * 8)),
        Gen.Choose(1, 32).Select(AbiType.FixedBytes),
        Gen.Elements(AbiType.Address, AbiType.Boolean, AbiType.Function),
        Gen.Elements(AbiType.Bytes, AbiType.Text));

    public static Gen<byte> Byte { get; } = Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Constant(255)), (3, Gen.Choose(0, 255))).Select(b => (byte)b);

    public static Gen<AbiType> Tuples(int depth) =>
        from count in Gen.Choose(1, 4)
        from types in Types(depth).ListOf(count)
        select AbiType.Tuple([.. types.Select((t, i) => new AbiParameter($"p{i}", t))]);

    public static Gen<AbiType> Types(int depth) => depth == 0 ? Elementary : Gen.Frequency(
        (3, Elementary),
        (1, Types(depth - 1).Select(AbiType.Array)),
        (1, Types(depth - 1).SelectMany(t => Gen.Choose(1, 3).Select(n => AbiType.FixedArray(t, n)))),
        (1, Tuples(depth - 1)));

    public static Gen<object> Values(AbiType type) => type.Kind switch
    {
        AbiTypeKind.UnsignedInteger => Bytes(type.Size / 8).Select(object (b) => new BigInteger(b, isUnsigned: true)),
        AbiTypeKind.SignedInteger => Bytes(type.Size / 8).Select(object (b) => new BigInteger(b)),
        AbiTypeKind.Address => Bytes(20).Select(object (b) => new Address(b)),
        AbiTypeKind.Boolean => Gen.Elements<object>(true, false),
        AbiTypeKind.FixedBytes => Bytes(type.Size).Select(object (b) => b.Length == 32 ? new Bytes32(b) : b),
        AbiTypeKind.Bytes => Gen.Choose(0, 70).SelectMany(Bytes).Select(object (b) => b),
        AbiTypeKind.Text => Gen.Elements<object>("", "a", "Größe", "exactly thirty-two bytes of text", "über zweiunddreißig Zeichen lang 🚚"),
        AbiTypeKind.Array => Gen.Choose(0, 3).SelectMany(n => List(type.Element!, n)),
        AbiTypeKind.FixedArray => List(type.Element!, type.Size),
        _ => Sequence(type).Select(object (values) => new AbiTuple(values)),
    };

    public static Gen<(AbiType Type, object[] Values)> TypedValues() =>
        from type in Tuples(3)
        from values in Sequence(type)
        select (type, values);

    /// <summary>Encodings with some of their bytes, often in offsets and lengths, changed.</summary>
    public static Gen<(AbiType Type, byte[] Data)> MutatedEncodings() =>
        from typed in TypedValues()
        from changes in Gen.Choose(0, int.MaxValue).Zip(Byte).ListOf(3)
        from cut in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(0, 40)))
        select (typed.Type, Mutate(AbiCodec.Encode(typed.Type, typed.Values), changes, cut));

    private static byte[] Mutate(byte[] data, IEnumerable<(int Position, byte Value)> changes, int cut)
    {
        foreach (var (position, value) in changes)
        {
            // Three changes of four hit the last byte of a word, where small offsets and lengths are.
            var at = position % data.Length;
            data[position % 4 == 0 ? at : at | 31] = value;
        }

        return data[..Math.Max(0, data.Length - cut)];
    }

    private static Gen<byte[]> Bytes(int count) => Byte.ArrayOf(count);

    private static Gen<object> List(AbiType element, int count) => Values(element).ListOf(count).Select(object (l) => l.ToArray());

    private static Gen<object[]> Sequence(AbiType type) => type.Components.Aggregate(
        Gen.Constant(Array.Empty<object>()),
        (done, next) => done.SelectMany(values => Values(next.Type).Select(v => (object[])[.. values, v])));
}
