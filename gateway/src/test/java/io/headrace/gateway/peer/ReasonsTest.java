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
    void knowsWhatTheClientIsAtFaultFor() {
        assertThat(Reasons.ofLive(
                        500,
                        "The runner failed: POST http://127.0.0.1:1/live-video-to-video returned 400: no such node"))
                .isEqualTo(Reason.PARAMETERS_REFUSED);
        assertThat(Reasons.ofLive(500, "container returned 422: params")).isEqualTo(Reason.PARAMETERS_REFUSED);
        assertThat(Reasons.ofLive(500, "container returned 500: no")).isEqualTo(Reason.SESSION_REFUSED);
    }

    @Test
    void leavesWhoSaysAnythingElse() {
        assertThat(Reasons.ofLive(500, "runner exited")).isEqualTo(Reason.SESSION_REFUSED);
        assertThat(Reasons.ofLive(400, "no idea")).isEqualTo(Reason.SESSION_REFUSED);
        assertThat(Reasons.ofLive(403, "OrchestratorCapped")).isEqualTo(Reason.CAPPED);
    }
}
