package io.headrace.chain.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.machine.Moment;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A transaction machine under a test's hands. One replacement, two confirmations, two in flight, three waiting, five
 * minutes, a ceiling of 1000 wei; the base fee is 100 and the tip 10 unless a test says otherwise.
 */
final class Account {

    static final EthAddress ADDRESS = EthAddress.parse("1563915e194d8cfba1943570603f7606a3115508");
    static final Duration TIMEOUT = Duration.ofMinutes(5);
    static final Duration HOLD = Duration.ofHours(1);
    static final Fees FEES = new Fees(Wei.of(10), Wei.of(210));
    static final long GAS = 50_000;

    private final TransactionMachine machine =
            new TransactionMachine(ADDRESS, new TransactionLimits(Wei.of(1_000), TIMEOUT, 1, 2, 2, 3, HOLD));
    private Instant now = Instant.EPOCH;
    private long block = 100;
    private Wei baseFee = Wei.of(100);
    TransactionState state = TransactionState.restored(List.of(), head(), now);
    List<TransactionEffect> effects = List.of();

    void tell(TransactionEvent event) {
        var step = machine.step(state, event, new Moment(now, new SplittableRandom(1)));
        state = step.state();
        effects = step.effects();
        assertThat(machine.ended(state)).isFalse();
    }

    void restart(Transaction... saved) {
        state = TransactionState.restored(List.of(saved), head(), now);
    }

    void ask(String id) {
        tell(new TransactionEvent.Asked(new CallId(id), call()));
    }

    /** Asked for, given the nonce that the endpoint has, and being sent. */
    void sending(String id, long nonce) {
        ask(id);
        if (effects.contains(new TransactionEffect.AskNonce())) {
            tell(new TransactionEvent.NonceSeen(nonce));
        }
        assertThat(effects)
                .containsExactly(
                        new TransactionEffect.Save(transaction(nonce, id)),
                        new TransactionEffect.Send(transaction(nonce, id)));
    }

    void sent(String id, long nonce) {
        sending(id, nonce);
        tell(new TransactionEvent.Sent(nonce));
        assertThat(effects).isEmpty();
    }

    void lookingUp(String id, long nonce) {
        sent(id, nonce);
        nextBlock();
        assertThat(effects).contains(new TransactionEffect.LookUp(transaction(nonce, id)));
    }

    void refuse(long nonce, Refusal refusal) {
        tell(new TransactionEvent.Refused(nonce, refusal));
    }

    void find(long nonce, Sighting sighting, long accountNonce) {
        tell(new TransactionEvent.LookedUp(nonce, sighting, accountNonce));
    }

    /** Found in a block, on an account whose next nonce follows. */
    void mined(long nonce, long inBlock) {
        find(nonce, mined(inBlock), nonce + 1);
    }

    static Sighting mined(long inBlock) {
        return new Sighting.Mined(receipt(inBlock));
    }

    static Receipt receipt(long inBlock) {
        return new Receipt(Hash256.ZERO, inBlock, true);
    }

    void nextBlock() {
        block++;
        tell(new TransactionEvent.BlockSeen(head()));
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    void baseFee(long wei) {
        baseFee = Wei.of(wei);
    }

    private Head head() {
        return new Head(block, new GasMarket(baseFee, Wei.of(10)));
    }

    static Call call() {
        return new Call(EthAddress.ZERO, CallData.EMPTY, Wei.of(5), new GasLimit.Fixed(GAS), Purpose.FUND);
    }

    static Call estimatedCall() {
        return new Call(EthAddress.ZERO, CallData.EMPTY, Wei.of(5), new GasLimit.Estimated(), Purpose.FUND);
    }

    static Transaction transaction(long nonce, String id, Fees... tries) {
        return new Transaction(nonce, new CallId(id), call(), GAS, tries.length == 0 ? List.of(FEES) : List.of(tries));
    }
}
