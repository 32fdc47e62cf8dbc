using Ledger.Api.V1;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Serials;
using Ledger.Node.Index;

namespace Ledger.Node.Relay;

/// <summary>What the index can tell of a message before the chain is asked, and what no contract checks: the serials of a run.</summary>
internal sealed class MessageChecks(LedgerIndex index, TimeProvider timeProvider)
{
    /// <summary>Why a message can never be applied as it is; null when nothing speaks against it.</summary>
    public Error? Check(ParsedMessage message)
    {
        var view = new LedgerView(new LatestRows(index.Database));
        return Deadline(message)
            ?? Seqs(message, view)
            ?? Partners(message, view)
            ?? (message.Run is { } run ? Commission(run, view) : null);
    }

    private Error? Deadline(ParsedMessage message)
    {
        var now = (ulong)timeProvider.GetUtcNow().ToUnixTimeSeconds();
        var deadline = message.Call.Message.DeadlineSeconds;
        return deadline >= now ? null : new Error
        {
            Code = ErrorCode.DeadlinePassed,
            Field = "deadline",
            Message = $"The deadline {RefusalWords.TimeText(deadline)} has passed.",
            Cure = "Sign the message again with a later deadline.",
        };
    }

    // A seq that is still to come may be that of an earlier message of the same request, or of a block that the index lacks.
    private static Error? Seqs(ParsedMessage message, LedgerView view)
    {
        foreach (var subject in message.Call.Message.Subjects)
        {
            var current = SubjectSeqs.Current(subject, view);
            if (current <= subject.Seq) continue;
            var name = $"{subject.Kind} {(subject.Gtin != 0 ? $"{subject.Gtin:D14} {subject.LotCode}".TrimEnd() : $"{subject.Id}")}";
            return new Error
            {
                Code = ErrorCode.SeqStale,
                Field = "seq",
                Message = $"{name} is at seq {current}, and the message names {subject.Seq}.",
                Cure = "Read the state again, and sign a new message.",
                Arguments = { ["expected"] = $"{subject.Seq}", ["actual"] = $"{current}" },
            };
        }

        return null;
    }

    // Only what stays wrong whatever happens before the block: who has to sign can change, and contract accounts sign in their own way.
    private Error? Partners(ParsedMessage message, LedgerView view)
    {
        foreach (var signer in RequiredSigners.Of(message.Call.Message, view, (ulong)timeProvider.GetUtcNow().ToUnixTimeSeconds()))
        {
            if (signer.Partner.Value == 0 || view.TryPartner(signer.Partner, out _)) continue;
            return new Error
            {
                Code = ErrorCode.PartnerUnknown,
                Field = $"{signer.Role}",
                Message = $"Partner {signer.Partner.Value} is not admitted.",
                Cure = "Name an admitted partner, or have the council admit it.",
            };
        }

        return null;
    }

    private Error? Commission(CommissionRun run, LedgerView view)
    {
        if (!view.TryFindProduct(run.Gtin, out _))
        {
            return new Error
            {
                Code = ErrorCode.GtinNotRegistered,
                Field = "gtin",
                Message = $"GTIN {run.Gtin:D14} is not registered.",
                Cure = "Register the product first.",
            };
        }

        return Expiry(run) ?? Serials(run);
    }

    private Error? Expiry(CommissionRun run)
    {
        var now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        return run.Expiry > now ? null : new Error
        {
            Code = ErrorCode.ExpiryPassed,
            Field = "expiry",
            Message = $"The lot expired at {RefusalWords.TimeText(run.Expiry)}.",
            Cure = "Correct the expiry; a lot that has expired is not commissioned.",
        };
    }

    private Error? Serials(CommissionRun run)
    {
        try
        {
            var list = SerialList.Decode(run.Serials);
            if (list.Count != run.Count) return Invalid($"The list has {list.Count} serials, and the run {run.Count} units.");
            if (run.Serials[0] != run.Codec) return Invalid($"The list says codec {run.Serials[0]}, and the message {run.Codec}.");
            return Duplicate(list) ?? Known(run, list);
        }
        catch (SerialListException exception)
        {
            return Invalid(exception.Message);
        }
    }

    private static Error? Duplicate(SerialList list)
    {
        var seen = new Dictionary<string, int>(list.Count, StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var serial = list.GetStringAt(i);
            if (seen.TryAdd(serial, i)) continue;
            return new Error
            {
                Code = ErrorCode.SerialDuplicateInFile,
                Field = "serials",
                Line = (uint)i + 1,
                Message = $"Serial '{serial}' is there twice, as unit {seen[serial] + 1} and unit {i + 1}.",
                Cure = "Remove one of them.",
                Arguments = { ["serial"] = serial },
            };
        }

        return null;
    }

    private Error? Known(CommissionRun run, SerialList list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (!index.Serials.TryFind(run.Gtin, list.GetAt(i), out var matches)) continue;
            var serial = list.GetStringAt(i);
            return new Error
            {
                Code = ErrorCode.SerialAlreadyCommissioned,
                Field = "serials",
                Line = (uint)i + 1,
                Message = $"Serial '{serial}' of GTIN {run.Gtin:D14} was commissioned before, as unit {matches[0].Index + 1} of run {matches[0].Run.Value}.",
                Cure = "Remove the serial, or correct the GTIN.",
                Arguments = { ["serial"] = serial, ["run"] = $"{matches[0].Run.Value}", ["index"] = $"{matches[0].Index}" },
            };
        }

        return null;
    }

    private static Error Invalid(string message) => new()
    {
        Code = ErrorCode.SerialInvalid,
        Field = "serials",
        Message = message,
        Cure = "Encode the list as docs/serial-codecs.md says.",
    };
}
