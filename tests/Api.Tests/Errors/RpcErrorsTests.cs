using Grpc.Core;
using Ledger.Api.Errors;
using Ledger.Api.V1;

namespace Ledger.Api.Tests.Errors;

public sealed class RpcErrorsTests
{
    [Fact]
    public void ToLedgerException_WhatToRpcExceptionMade_CarriesTheWholeError()
    {
        var error = new Error
        {
            Code = ErrorCode.CheckDigitWrong,
            Message = "GTIN 04012345678902 has check digit 2; 1 is right.",
            Field = "gtin",
            Line = 7,
            Cure = "Correct the GTIN.",
            ContractError = "Catalogue_GtinInvalid(uint64 gtin)",
            Arguments = { ["gtin"] = "4012345678902" },
        };

        var carried = RpcErrors.ToRpcException(new LedgerException(error));

        carried.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        RpcErrors.ToLedgerException(carried).Error.ShouldBe(error);
    }

    [Fact]
    public void ToLedgerException_DetailsUnreadable_FallsBackToTheStatus()
    {
        var trailers = new Metadata { { "grpc-status-details-bin", [0xFF, 0xFF, 0xFF] } };
        var exception = new RpcException(new Status(StatusCode.Unavailable, "gone"), trailers);

        RpcErrors.ToLedgerException(exception).Code.ShouldBe(ErrorCode.NodeUnavailable);
    }

    [Fact]
    public void StatusOf_EveryCode_HasAStatusThatFitsItsKind()
    {
        foreach (var code in Enum.GetValues<ErrorCode>())
        {
            var status = ErrorCodes.StatusOf(code);
            status.ShouldNotBe(StatusCode.OK);
            if (ErrorCodes.KindOf(code) == FaultKind.Transient)
                status.ShouldBeOneOf(StatusCode.Unavailable, StatusCode.ResourceExhausted);
            ErrorCodes.NameOf(code).ShouldNotStartWith("UNKNOWN_");
        }
    }
}
