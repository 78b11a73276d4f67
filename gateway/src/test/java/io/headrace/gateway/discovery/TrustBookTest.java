package io.headrace.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Trust;
import java.net.URI;
import org.junit.jupiter.api.Test;

class TrustBookTest {

    private static final EthAddress ADDRESS = EthAddress.parse("0x00000000000000000000000000000000000000aa");
    private static final URI HERE = URI.create("https://here.test:8935");
    private static final URI THERE = URI.create("https://there.test:8935");

    private final TrustBook book = new TrustBook();

    @Test
    void holdsAMismatchAgainstTheOperatorWhereverItServes() {
        book.mismatched(new Orchestrator(ADDRESS, HERE));

        assertThat(book.of(new Orchestrator(ADDRESS, THERE))).isEqualTo(Trust.NEUTRAL.mismatched());
    }

    @Test
    void holdsAMismatchAgainstThePlaceWhereNobodyIsPaid() {
        book.mismatched(new Orchestrator(EthAddress.ZERO, HERE));

        assertThat(book.of(new Orchestrator(EthAddress.ZERO, HERE))).isEqualTo(Trust.NEUTRAL.mismatched());
        assertThat(book.of(new Orchestrator(EthAddress.ZERO, THERE))).isEqualTo(Trust.NEUTRAL);
    }

    @Test
    void givesTrustBackSlowly() {
        var orchestrator = new Orchestrator(ADDRESS, HERE);
        book.mismatched(orchestrator);
        book.verified(orchestrator);

        assertThat(book.of(orchestrator)).isEqualTo(Trust.NEUTRAL.mismatched().verified());
    }

    @Test
    void keepsABoundedNumber() {
        for (int number = 0; number <= 10_000; number++) {
            book.mismatched(new Orchestrator(EthAddress.ZERO, URI.create("https://o" + number + ".test:1")));
        }

        assertThat(book.of(new Orchestrator(EthAddress.ZERO, URI.create("https://o0.test:1"))))
                .isEqualTo(Trust.NEUTRAL);
        assertThat(book.of(new Orchestrator(EthAddress.ZERO, URI.create("https://o1.test:1"))))
                .isEqualTo(Trust.NEUTRAL.mismatched());
    }
}
