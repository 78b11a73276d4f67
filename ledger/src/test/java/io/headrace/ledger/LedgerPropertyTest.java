package io.headrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Commission;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commands of five accounts; no signatures, since those are not what is at stake here. */
class LedgerPropertyTest {

    private static final Hash256 RAND = Hash256.of(BigInteger.TEN);
    private static final int COMMANDS = 1_500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noWeiAppearsOrVanishes(long seed) {
        var chance = new SplittableRandom(seed);
        var rules = rules(chance);
        var state = rules.begin(genesis());
        var total = state.total();
        int applied = 0;
        for (int i = 0; i < COMMANDS; i++) {
            var command = any(chance, state);
            if (rules.apply(state, command) instanceof LedgerStep.Applied step) {
                applied++;
                state = step.state();
                assertThat(state.total()).as("%s, seed %d", command, seed).isEqualTo(total);
            }
        }
        assertThat(applied).isGreaterThan(COMMANDS / 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void tokensAppearByRewardsAlone(long seed) {
        var chance = new SplittableRandom(seed);
        var rules = rules(chance);
        var state = rules.begin(genesis());
        var expected = tokens(state);
        int withdrawn = 0;
        for (int i = 0; i < COMMANDS; i++) {
            var command = any(chance, state);
            if (rules.apply(state, command) instanceof LedgerStep.Applied step) {
                state = step.state();
                for (var event : step.events()) {
                    if (event instanceof LedgerEvent.Rewarded(var _, var minted)) {
                        expected = expected.plus(minted);
                    }
                    withdrawn += event instanceof LedgerEvent.StakeWithdrawn ? 1 : 0;
                }
                assertThat(tokens(state)).as("%s, seed %d", command, seed).isEqualTo(expected);
            }
        }
        assertThat(withdrawn).as("stakes withdrawn").isPositive();
    }

    private static Tokens tokens(LedgerState state) {
        var all = state.holdings().values().stream().map(Holding::tokens).reduce(Tokens.ZERO, Tokens::plus);
        for (var orchestrator : state.orchestrators().values()) {
            all = all.plus(orchestrator.stake());
            for (var lock : orchestrator.locks().list()) {
                all = all.plus(lock.amount());
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void oneSeedTellsOneStory(long seed) {
        assertThat(story(seed)).isEqualTo(story(seed));
    }

    private static List<LedgerStep> story(long seed) {
        var chance = new SplittableRandom(seed);
        var rules = rules(chance);
        var state = rules.begin(genesis());
        var steps = new ArrayList<LedgerStep>();
        for (int i = 0; i < 200; i++) {
            var step = rules.apply(state, any(chance, state));
            steps.add(step);
            state = step instanceof LedgerStep.Applied applied ? applied.state() : state;
        }
        return steps;
    }

    private static LedgerRules rules(SplittableRandom chance) {
        var config = LedgerConfig.local(1)
                .withRoundLength(chance.nextLong(5, 60))
                .withMaxPool(chance.nextInt(1, 5))
                .withCover(chance.nextBoolean() ? CoverRule.FULL_COVER : CoverRule.PARTIAL_PAYOUT);
        return new LedgerRules(chance.nextBoolean() ? config : config.withoutKeeper(), (_, _, _) -> true);
    }

    private static Genesis genesis() {
        var allocations = new ArrayList<Genesis.Allocation>();
        for (int i = 1; i <= 5; i++) {
            allocations.add(new Genesis.Allocation(
                    account(i), Wei.of(10_000), Tokens.whole(100), i <= 2 ? Tokens.whole(10) : Tokens.ZERO));
        }
        return new Genesis(allocations);
    }

    private static Command any(SplittableRandom chance, LedgerState state) {
        var who = account(chance.nextInt(1, 6));
        var other = account(chance.nextInt(1, 6));
        var some = Wei.of(chance.nextLong(0, 3_000));
        return switch (chance.nextInt(18)) {
            case 0 -> new Command.Advance(chance.nextLong(1, 40));
            case 1 -> new Command.Transfer(who, other, some);
            case 2 -> new Command.Fund(who, who, some.plus(some), some, some);
            case 3 -> new Command.Fund(who, other, some, Wei.ZERO, some);
            case 4 -> new Command.Unlock(who);
            case 5 -> chance.nextInt(4) == 0 ? new Command.CancelUnlock(who) : new Command.Withdraw(who);
            case 6 -> new Command.BeginRound();
            case 7 -> new Command.Bond(who, Tokens.whole(chance.nextLong(0, 20)));
            case 8 -> new Command.Reward(who);
            case 9 -> new Command.WithdrawFees(who, some);
            case 10 -> new Command.Unbond(who, Tokens.whole(chance.nextLong(0, 12)));
            case 11 -> new Command.WithdrawStake(who, chance.nextLong(0, 6));
            case 12 -> new Command.SetCommission(who, new Commission(chance.nextLong(0, 1_000_001), 0));
            case 13 -> new Command.TransferTokens(who, other, Tokens.whole(chance.nextLong(0, 8)));
            default -> redeem(chance, state, who, other, some);
        };
    }

    private static Command redeem(
            SplittableRandom chance, LedgerState state, EthAddress sender, EthAddress recipient, Wei faceValue) {
        byte[] signature = new byte[Signature.LENGTH];
        signature[64] = 27;
        var ticket = new Ticket(
                recipient,
                sender,
                faceValue,
                WinProb.ALWAYS,
                chance.nextLong(50),
                Keccak.hash(RAND.bytes()),
                state.rounds().last());
        return new Command.Redeem(
                new WinningTicket(new SignedTicket(ticket, Signature.of(signature)), RAND, BigInteger.ONE));
    }

    private static EthAddress account(int number) {
        byte[] bytes = new byte[EthAddress.LENGTH];
        bytes[19] = (byte) number;
        return EthAddress.of(bytes);
    }
}
