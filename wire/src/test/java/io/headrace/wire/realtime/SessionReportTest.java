package io.headrace.wire.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.wire.text.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionReportTest {

    @Test
    void saysItInOneWord() {
        assertThat(SessionReport.RUNNING.encode()).isEqualTo("{\"status\":\"running\"}");
    }

    @ParameterizedTest
    @EnumSource
    void isReadAsItWasWritten(SessionReport report) throws Exception {
        assertThat(SessionReport.decode(report.encode())).isEqualTo(report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{}", "{\"status\":7}", "{\"status\":\"dancing\"}", "{\"status\":\"\"}"})
    void refusesWhatIsNone(String json) {
        assertThatThrownBy(() -> SessionReport.decode(json)).isInstanceOf(UnreadableException.class);
    }
}
