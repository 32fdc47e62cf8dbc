// Emits the logs that its calldata lists: a contract with the ledger's addresses and none of its rules.
// Calldata: where the list ends (1 word), then for each log: emitter (1 word), how many topics, 1 to 4 (1 word), bytes of
// data (1 word), topics, data. What comes after the list isn't read. A log of another emitter is passed on to it.
object "Emitter" {
  code {
    datacopy(0, dataoffset("runtime"), datasize("runtime"))
    return(0, datasize("runtime"))
  }
  object "runtime" {
    code {
      let end := calldataload(0)
      for { let at := 32 } lt(at, end) { } {
        let topics := add(at, 96)
        let count := calldataload(add(at, 32))
        let size := calldataload(add(at, 64))
        let data := add(topics, mul(count, 32))
        let next := add(data, size)
        switch eq(calldataload(at), address())
        case 1 {
          calldatacopy(0, data, size)
          let first := calldataload(topics)
          let second := calldataload(add(topics, 32))
          let third := calldataload(add(topics, 64))
          switch count
          case 1 { log1(0, size, first) }
          case 2 { log2(0, size, first, second) }
          case 3 { log3(0, size, first, second, third) }
          case 4 { log4(0, size, first, second, third, calldataload(add(topics, 96))) }
          default { revert(0, 0) }
        }
        default {
          let length := sub(next, at)
          mstore(0, add(length, 32))
          calldatacopy(32, at, length)
          if iszero(call(gas(), calldataload(at), 0, 0, add(length, 32), 0, 0)) { revert(0, 0) }
        }
        at := next
      }
    }
  }
}
