package io.headrace.simulation.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.chain.transaction.Call;
import io.headrace.chain.transaction.CallData;
import io.headrace.chain.transaction.GasLimit;
import io.headrace.chain.transaction.Purpose;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ledger.Command;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the calls of nodes mean to the ledger; in place of an ABI, words. A ticket is named by its hash. */
final class Contracts {

    /** Of every call: what differs between them is no matter here. */
    static final long GAS = 100_000;

    private static final EthAddress ADDRESS = EthAddress.parse("00000000000000000000000000000000000000cc");

    private final Map<Hash256, WinningTicket> tickets = new HashMap<>();

    Call redeem(WinningTicket ticket) {
        tickets.put(ticket.hash(), ticket);
        return call("redeem " + ticket.hash(), Wei.ZERO, Purpose.REDEEM);
    }

    static Call reward() {
        return call("reward", Wei.ZERO, Purpose.REWARD);
    }

    static Call beginRound() {
        return call("begin", Wei.ZERO, Purpose.BEGIN_ROUND);
    }

    static Call fund(Wei deposit, Wei reserve) {
        return call("fund " + deposit + " " + reserve, deposit.plus(reserve), Purpose.FUND);
    }

    static Call unlock() {
        return call("unlock", Wei.ZERO, Purpose.UNLOCK);
    }

    static Call withdraw() {
        return call("withdraw", Wei.ZERO, Purpose.WITHDRAW);
    }

    private static Call call(String words, Wei value, Purpose purpose) {
        var data = CallData.of(words.getBytes(US_ASCII));
        return new Call(ADDRESS, data, value, new GasLimit.Estimated(), purpose);
    }

    /** Empty for a call that only uses up a nonce. */
    Optional<Command> command(EthAddress from, Call call) {
        var words = new String(call.data().bytes(), US_ASCII).split(" ");
        return switch (words[0]) {
            case "redeem" ->
                Optional.ofNullable(tickets.get(Hash256.parse(words[1]))).map(Command.Redeem::new);
            case "reward" -> Optional.of(new Command.Reward(from));
            case "begin" -> Optional.of(new Command.BeginRound());
            case "fund" ->
                Optional.of(new Command.Fund(from, from, call.value(), Wei.parse(words[1]), Wei.parse(words[2])));
            case "unlock" -> Optional.of(new Command.Unlock(from));
            case "withdraw" -> Optional.of(new Command.Withdraw(from));
            default -> Optional.empty();
        };
    }
}
