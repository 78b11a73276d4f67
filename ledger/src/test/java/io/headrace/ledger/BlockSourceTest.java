package io.headrace.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signatures;
import io.headrace.payments.CreationRound;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rounds and hashes that another chain had. */
class BlockSourceTest {

    private static final Hash256 ONE = Hash256.of(BigInteger.ONE);
    private static final Hash256 TWO = Hash256.of(BigInteger.TWO);

    /** The round 7 begins with block 350, and somebody began it in block 360. */
    private final RecordedBlocks blocks =
            new RecordedBlocks(360, new RoundCalendar(7, 350, 50), Map.of(359L, ONE, 401L, TWO));

    private final LocalLedger ledger = new LocalLedger(
            new LedgerRules(LedgerConfig.local(1).withoutKeeper(), Signatures::signedBy, blocks),
            new Genesis(List.of()));

    @Test
    void beginsWhereTheOtherChainWas() {
        var status = ledger.chain().rounds();

        assertThat(ledger.time().block()).isEqualTo(360);
        assertThat(status.current()).isEqualTo(7);
        assertThat(status.last()).isEqualTo(new CreationRound(7, ONE));
        assertThat(status.startBlock()).isEqualTo(350);
        assertThat(status.endBlock()).isEqualTo(400);
    }

    @Test
    void givesARoundTheHashOfTheBlockBeforeItBegan() {
        ledger.advance(42);

        ledger.apply(new Command.BeginRound());

        assertThat(ledger.time().lastRound()).isEqualTo(new CreationRound(8, TWO));
    }

    @Test
    void saysWhichBlockIsMissing() {
        ledger.advance(40);

        assertThatThrownBy(() -> ledger.apply(new Command.BeginRound()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Block 399 was not recorded");
        assertThat(ledger.time().lastRound().round()).isEqualTo(7);
    }

    @Test
    void countsRoundsBeforeTheOneThatIsKnown() {
        assertThat(blocks.calendar().roundOf(349)).isEqualTo(6);
        assertThat(blocks.calendar().startOf(6)).isEqualTo(300);
        assertThatThrownBy(() -> new RoundCalendar(1, 0, 0)).hasMessageContaining("0 blocks in each");
    }
}
