package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastWordTest {

    @Test
    void tellsThatWhatWasPaidIsUsedUp() {
        var document = "{\"event\":{\"type\":\"error\",\"message\":\"Pay.\",\"reason\":\"insufficient-balance\"},"
                + "\"queue_event_type\":\"ai_stream_events\"}";

        assertThat(LastWord.in(document)).contains(new LastWord(Failing.UNPAID, "Pay."));
    }

    @Test
    void tellsAnyOtherReasonAsTheOrchestratorsOwnEnd() {
        var document = "{\"type\":\"error\",\"message\":\"It is taken out of service.\",\"reason\":\"drained\"}";

        assertThat(LastWord.in(document)).contains(new LastWord(Failing.ENDED_BY_PEER, "It is taken out of service."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[1]",
                "{",
                "{\"type\":\"error\",\"message\":\"one frame failed\"}",
                "{\"type\":\"status\",\"reason\":\"insufficient-balance\"}",
                "{\"event\":{\"type\":\"error\",\"reason\":7}}"
            })
    void readsNothingIntoOtherDocuments(String document) {
        assertThat(LastWord.in(document)).isEmpty();
    }
}
