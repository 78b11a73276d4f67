package io.headrace.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.wire.PeerError.Place;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerErrorTest {
    @ParameterizedTest
    @EnumSource(PeerError.class)
    void isFoundByItsOwnText(PeerError error) {
        String text = error.text() + "details\n";

        switch (error.place()) {
            case HTTP ->
                assertThat(PeerError.ofAnswer(error.status(), beginning(error) ? text : error.text() + "\n"))
                        .isEqualTo(error);
            case RESULT -> assertThat(PeerError.ofResult(error.text())).isEqualTo(error);
            case GRPC ->
                assertThat(PeerError.ofCall(beginning(error) ? text : error.text()))
                        .isEqualTo(error);
        }
    }

    private static boolean beginning(PeerError error) {
        return error.text().endsWith(" ") || error.text().endsWith("=");
    }

    @Test
    void ignoresCaseAsPeersDo() {
        assertThat(PeerError.ofAnswer(400, "ticketparams expired\n")).isEqualTo(PeerError.PARAMS_EXPIRED);
    }

    @Test
    void takesAnUnknownServerErrorForInternal() {
        assertThat(PeerError.ofAnswer(502, "Bad Gateway")).isEqualTo(PeerError.INTERNAL);
        assertThat(PeerError.ofAnswer(404, "404 page not found")).isEqualTo(PeerError.UNKNOWN);
    }

    @Test
    void triesAnotherOrchestratorUnlessTheInputIsAtFault() {
        assertThat(PeerError.ofResult("OrchestratorBusy").reaction()).isEqualTo(Reaction.TRY_ANOTHER);
        assertThat(PeerError.ofResult("never heard of").reaction()).isEqualTo(Reaction.TRY_ANOTHER);
        assertThat(PeerError.ofResult("TranscoderInvalidVideo").reaction()).isEqualTo(Reaction.GIVE_UP_UNIT);
        assertThat(PeerError.ofAnswer(400, "TicketParams expired").reaction()).isEqualTo(Reaction.REFRESH_AND_RETRY);
    }

    @Test
    void findsEveryRecordedRefusal() {
        RecordedExchanges.to("/segment")
                .filter(exchange -> exchange.status() >= 400)
                .forEach(exchange -> assertThat(PeerError.ofAnswer(
                                exchange.status(), exchange.response().bodyText()))
                        .as(exchange.toString())
                        .isNotEqualTo(PeerError.UNKNOWN));
    }

    @Test
    void hasAStatusWhereItTravelsByHttp() {
        assertThat(Arrays.stream(PeerError.values()).filter(error -> error.place() == Place.HTTP))
                .allMatch(error -> error.status() >= 400 && error.status() < 600);
    }
}
