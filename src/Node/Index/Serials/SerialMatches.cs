using System.Runtime.CompilerServices;

namespace Ledger.Node.Index.Serials;

/// <summary>The units that bear one serial of one GTIN: one, or several if the serial was commissioned more than once.</summary>
internal struct SerialMatches
{
    /// <summary>The most units that are told apart; further copies of a serial are alerted on, but not indexed.</summary>
    public const int Capacity = 8;

    private Units _units;
    private Ordinals _ordinals;

    /// <summary>How many units there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the serial was commissioned more than once.</summary>
    public readonly bool IsDuplicate => Count > 1;

    /// <summary>The units, earliest first.</summary>
    public readonly UnitReference this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return _units[index];
        }
    }

    /// <summary>Whether a unit was added already. During a seal a unit is in a bucket and in memory.</summary>
    internal readonly bool Has(uint ordinal)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_ordinals[i] == ordinal) return true;
        }

        return false;
    }

    /// <summary>Adds a unit in the order of ordinals; drops the latest when full.</summary>
    internal void Add(uint ordinal, UnitReference unit)
    {
        var place = Count;
        while (place > 0 && _ordinals[place - 1] > ordinal) place--;
        if (place == Capacity) return;
        if (Count < Capacity) Count++;
        for (var i = Count - 1; i > place; i--)
        {
            _ordinals[i] = _ordinals[i - 1];
            _units[i] = _units[i - 1];
        }

        _ordinals[place] = ordinal;
        _units[place] = unit;
    }

    [InlineArray(Capacity)]
    private struct Units
    {
        private UnitReference _first;
    }

    [InlineArray(Capacity)]
    private struct Ordinals
    {
        private uint _first;
    }
}
