package io.headrace.ethereum.abi;

import static io.headrace.ethereum.abi.Encoding.address;
import static io.headrace.ethereum.abi.Encoding.bytes;
import static io.headrace.ethereum.abi.Encoding.hash;
import static io.headrace.ethereum.abi.Encoding.uint;

import io.headrace.chain.transaction.Purpose;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ethereum.abi.Encoding.TicketTuple;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.List;
import java.util.function.Function;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;

/** {@code TicketBroker}: senders' deposits and reserves, and the payment of winners (payments section 4.3). */
public record BrokerContract(EthAddress at) {

    /** The name under which the controller knows it. */
    public static final String NAME = "TicketBroker";

    private static final String REDEEM = "redeemWinningTicket";

    public Call fundDeposit(Wei deposit) {
        return paying(Purpose.FUND, deposit, "fundDeposit");
    }

    public Call fundReserve(Wei reserve) {
        return paying(Purpose.FUND, reserve, "fundReserve");
    }

    public Call fundDepositAndReserve(Wei deposit, Wei reserve) {
        return paying(
                Purpose.FUND,
                deposit.plus(reserve),
                "fundDepositAndReserve",
                uint(deposit.amount()),
                uint(reserve.amount()));
    }

    public Call unlock() {
        return call(Purpose.UNLOCK, "unlock");
    }

    public Call cancelUnlock() {
        return call(Purpose.CANCEL_UNLOCK, "cancelUnlock");
    }

    public Call withdraw() {
        return call(Purpose.WITHDRAW, "withdraw");
    }

    /** Named by the ticket: under way, it is not sent a second time. */
    public Call redeem(WinningTicket winner) {
        return call(
                        Purpose.REDEEM,
                        REDEEM,
                        new TicketTuple(winner.ticket()),
                        bytes(winner.signed().signature().bytes()),
                        uint(winner.recipientRand().toUnsigned()))
                .once("redeem-" + winner.hash());
    }

    /** Redeems each one that the contract accepts, and says nothing of those that it refuses. */
    public Call redeemAll(List<WinningTicket> winners) {
        return call(
                Purpose.REDEEM,
                "batchRedeemWinningTickets",
                new DynamicArray<>(
                        TicketTuple.class,
                        winners.stream()
                                .map(winner -> new TicketTuple(winner.ticket()))
                                .toList()),
                new DynamicArray<>(
                        DynamicBytes.class,
                        winners.stream()
                                .map(winner -> bytes(winner.signed().signature().bytes()))
                                .toList()),
                new DynamicArray<>(
                        Uint256.class,
                        winners.stream()
                                .map(winner -> uint(winner.recipientRand().toUnsigned()))
                                .toList()));
    }

    public Query<SenderFunds> senderInfo(EthAddress sender) {
        return query(
                4,
                words -> new SenderFunds(words.wei(0), words.wei(2), words.wei(3), words.count(1)),
                "getSenderInfo",
                address(sender));
    }

    /** What this claimant took of the holder's reserve in the current round. */
    public Query<Wei> claimedReserve(EthAddress holder, EthAddress claimant) {
        return query(1, words -> words.wei(0), "claimedReserve", address(holder), address(claimant));
    }

    public Query<Wei> claimableReserve(EthAddress holder, EthAddress claimant) {
        return query(1, words -> words.wei(0), "claimableReserve", address(holder), address(claimant));
    }

    public Query<Boolean> usedTickets(Hash256 ticket) {
        return query(1, words -> words.flag(0), "usedTickets", hash(ticket));
    }

    public Query<Hash256> ticketHash(Ticket ticket) {
        return query(1, words -> words.hash(0), "getTicketHash", new TicketTuple(ticket));
    }

    /** In rounds. */
    public Query<Long> unlockPeriod() {
        return query(1, words -> words.count(0), "unlockPeriod");
    }

    /** In rounds, the ticket's own included. */
    public Query<Long> ticketValidityPeriod() {
        return query(1, words -> words.count(0), "ticketValidityPeriod");
    }

    private Call call(Purpose purpose, String function, Type<?>... arguments) {
        return paying(purpose, Wei.ZERO, function, arguments);
    }

    private Call paying(Purpose purpose, Wei value, String function, Type<?>... arguments) {
        return new Call(NAME + "." + function, purpose, at, value, Encoding.call(function, arguments));
    }

    private <T> Query<T> query(int words, Function<Words, T> reader, String function, Type<?>... arguments) {
        return Query.of(NAME, at, words, reader, function, arguments);
    }
}
