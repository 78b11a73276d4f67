package io.headrace.gateway.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.lifecycle.Reason;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void retriesALiveSessionWithTheSameOnlyForItsTicketParameters() {
        assertThat(Reasons.ofLive(400, "payment: TicketParams expired")).isEqualTo(Reason.PARAMS_EXPIRED);
    }

    @Test
    void takesALiveSessionElsewhereForNoncesAndRoom() {
        assertThat(Reasons.ofLive(400, "x: invalid ticket senderNonce: already seen 3"))
                .isEqualTo(Reason.TICKET_REFUSED);
        assertThat(Reasons.ofLive(503, "insufficient capacity\n").remedy()).isEqualTo(Reason.Remedy.SWAP);
    }

    @Test
    void leavesWhoSaysAnythingElse() {
        assertThat(Reasons.ofLive(500, "runner exited")).isEqualTo(Reason.SESSION_REFUSED);
        assertThat(Reasons.ofLive(400, "no idea")).isEqualTo(Reason.SESSION_REFUSED);
        assertThat(Reasons.ofLive(403, "OrchestratorCapped")).isEqualTo(Reason.CAPPED);
    }
}
