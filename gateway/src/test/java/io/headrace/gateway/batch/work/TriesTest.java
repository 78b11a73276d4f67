package io.headrace.gateway.batch.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.gateway.batch.work.Tries.Patience;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.wire.batch.error.BatchFailure;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TriesTest {

    private static final Orchestrator ALDER = new Orchestrator(EthAddress.ZERO, URI.create("https://alder.test:8935"));
    private static final Orchestrator BIRCH = new Orchestrator(EthAddress.ZERO, URI.create("https://birch.test:8935"));
    private static final Set<Orchestrator> BOTH = Set.of(ALDER, BIRCH);

    @Test
    void aClientsFaultEndsTheJob() {
        var tries = Tries.NONE.with(ALDER, new BatchFailure.Invalid("no"));

        assertThat(tries.reason(Patience.LASTS, BOTH)).isEqualTo(Reason.REQUEST_REFUSED);
    }

    @Test
    void whoeverIsFullIsPassedOverWhileTheClientWaits() {
        var tries = Tries.NONE
                .with(ALDER, new BatchFailure.NoCapacity("full"))
                .with(BIRCH, new BatchFailure.NoCapacity("full"));

        assertThat(tries.reason(Patience.LASTS, BOTH)).isEqualTo(Reason.CAPPED);
        assertThat(tries.reason(Patience.OVER, BOTH)).isEqualTo(Reason.NO_SUITABLE_ORCHESTRATOR);
    }

    @Test
    void everybodyIsAskedOnceHoweverShortTheWait() {
        var tries = Tries.NONE.with(ALDER, new BatchFailure.NoCapacity("full"));

        assertThat(tries.reason(Patience.OVER, BOTH)).isEqualTo(Reason.CAPPED);
    }

    @Test
    void twoFailuresOfOneKindEndTheJobAndTwoOfDifferentKindsDoNot() {
        var once = Tries.NONE.with(ALDER, new BatchFailure.Broken("out of memory"));

        assertThat(once.reason(Patience.LASTS, BOTH)).isEqualTo(Reason.REFUSED);
        assertThat(once.with(BIRCH, new BatchFailure.TooLate("slow")).reason(Patience.LASTS, BOTH))
                .isEqualTo(Reason.REFUSED);
        assertThat(once.with(BIRCH, new BatchFailure.Broken("out of memory")).reason(Patience.LASTS, BOTH))
                .isEqualTo(Reason.RUNNERS_FAILED);
    }

    @Test
    void aRefusedPaymentIsMadeAnew() {
        var tries = Tries.NONE.with(ALDER, new BatchFailure.PaymentRefused("TicketParams expired"));

        assertThat(tries.reason(Patience.LASTS, BOTH).remedy()).isEqualTo(Reason.Remedy.FRESH_PARAMS);
    }

    @Test
    void whoSaysGoneIsLeft() {
        var tries = Tries.NONE.with(ALDER, new BatchFailure.Gone("410"));

        assertThat(tries.reason(Patience.LASTS, BOTH).remedy()).isEqualTo(Reason.Remedy.SWAP);
        assertThat(tries.said(ALDER)).contains(new BatchFailure.Gone("410"));
        assertThat(tries.asked(BIRCH)).isFalse();
    }
}
