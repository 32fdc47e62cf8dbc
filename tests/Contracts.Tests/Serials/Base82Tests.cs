using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Contracts.Serials;

namespace Ledger.Contracts.Tests.Serials;

/// <summary>The machine words against whole numbers.</summary>
public sealed class Base82Tests
{
    private static readonly BigInteger Half = BigInteger.Pow(82, 10);

    [Fact]
    public void TryWriteSerial_AnyNumber_IsItsDigitsOrRefused() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(
            Gen.Choose(1, 20).SelectMany(width => Gen.ArrayOf(Gen.Choose(0, 255), 16).Select(bytes => (width, bytes))).ToArbitrary(),
            example =>
            {
                var size = Base82.SizeBytesOf(example.width);
                return Agrees(new(example.bytes.Take(size).Select(part => (byte)part).ToArray(), isUnsigned: true, isBigEndian: true), example.width);
            }));

    [Theory]
    [InlineData(11)]
    [InlineData(15)]
    [InlineData(19)]
    [InlineData(20)]
    public void TryWriteSerial_AroundEveryKindOfMultipleOfAHalf_IsItsDigits(int width)
    {
        // Where a quotient that was estimated is off by one, it is here: next to multiples of the divisor, small and large.
        var top = BigInteger.Pow(82, width - 10);
        foreach (var quotient in (BigInteger[])[0, 1, 2, top / 3, top / 2, top - 2, top - 1, top])
        {
            for (var near = -3; near <= 3; near++)
            {
                var number = quotient * Half + near;
                if (number >= 0) Agrees(number, width).ShouldBeTrue($"{number} in {width} characters");
            }
        }
    }

    [Fact]
    public void SizeBytesOf_EachWidth_IsTheLeastThatHoldsItsNumbers() =>
        Enumerable.Range(1, 20).ShouldAllBe(width => Base82.SizeBytesOf(width) == (BigInteger.Pow(82, width) - 1).GetByteCount(true));

    private static bool Agrees(BigInteger value, int width)
    {
        var number = new byte[Base82.SizeBytesOf(width)];
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        if (bytes.Length > number.Length) return true;
        bytes.CopyTo(number, number.Length - bytes.Length);
        var serial = new byte[width];
        if (!Base82.TryWriteSerial(number, serial)) return value >= BigInteger.Pow(82, width) && serial.All(character => character == 0);
        var expected = new byte[width];
        for (var (i, rest) = (width - 1, value); i >= 0; i--, rest /= 82) expected[i] = CharacterSet82.Characters[(int)(rest % 82)];
        var again = new byte[number.Length];
        Base82.WriteNumber(serial, again);
        return serial.AsSpan().SequenceEqual(expected) && again.AsSpan().SequenceEqual(number);
    }
}
