package io.headrace.ethereum.dev;

import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.PrivateKey;
import io.headrace.ethereum.EthereumChain;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;

/**
 * A real chain on which everything is ready for redemptions: a round was begun, the recipient is active in it, and the
 * sender's deposit of ten ether backs as many winners as one likes to make. A block comes with each transaction.
 */
public final class FundedChain implements AutoCloseable {

    public static final PrivateKey SENDER = DevChain.key(22);
    public static final PrivateKey RECIPIENT = DevChain.key(33);
    public static final Wei DEPOSIT = DevChain.ether(10);

    private static final Hash256 RAND = Hash256.of(BigInteger.valueOf(7));
    private static final long ROUND_BLOCKS = 500;

    /** Mined in one request, which has a limit. */
    private static final long AT_ONCE = 100;

    public final DevChain dev;
    private final EthereumChain sender;
    private final EthereumChain recipient;
    private final CreationRound round;

    private FundedChain(DevChain dev) {
        this.dev = dev;
        this.sender = dev.as(SENDER);
        this.recipient = dev.as(RECIPIENT);
        dev.giveTokens(RECIPIENT, Tokens.whole(100));
        skipRound();
        mined(sender.rounds().initialize());
        mined(recipient.bonding().bond(Tokens.whole(100)));
        skipRound();
        this.round = mined(sender.rounds().initialize());
        mined(sender.broker().fund(DEPOSIT, DevChain.ether(1)));
    }

    /** Leaves the test out, and says why, on a machine without anvil. */
    public static FundedChain startOrSkip() throws IOException {
        return start(DevChain.programOrSkip());
    }

    /** @param anvil found by {@link AnvilProgram} */
    public static FundedChain start(Path anvil) throws IOException {
        var dev = DevChain.start(anvil, ROUND_BLOCKS);
        try {
            return new FundedChain(dev);
        } catch (RuntimeException failed) {
            dev.close();
            throw failed;
        }
    }

    private void skipRound() {
        for (long mined = 0; mined < ROUND_BLOCKS; mined += AT_ONCE) {
            dev.genesis.mine(AT_ONCE);
        }
    }

    /** One that always wins, of the current round; another for each nonce. */
    public WinningTicket winner(long senderNonce, Wei faceValue) {
        var ticket = new Ticket(
                RECIPIENT.address(),
                SENDER.address(),
                faceValue,
                WinProb.ALWAYS,
                senderNonce,
                Keccak.hash(RAND.bytes()),
                round);
        return new WinningTicket(new SignedTicket(ticket, SENDER.sign(ticket.hash())), RAND, BigInteger.ZERO);
    }

    public boolean used(WinningTicket winner) {
        return sender.broker().used(winner.hash());
    }

    /** What is left of it. */
    public Wei deposit() {
        return sender.broker().funds(SENDER.address()).deposit();
    }

    private static <T> T mined(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Mined<T>(var _, var value) -> value;
            case Outcome.Reverted<T>(var reason) -> throw new IllegalStateException("refused: " + reason);
        };
    }

    @Override
    public void close() {
        dev.close();
    }
}
