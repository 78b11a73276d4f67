package io.headrace.wire.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.wire.text.UnreadableException;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's list of runners, and the addresses that runners ask for. */
class StaticRunnerTest {

    private static final String ENTRY = "{\"label\":\"one\",\"routing\":\"label\",\"runner_url\":\"http://h:1\","
            + "\"health_url\":\"http://h:2/health\",\"healthy_status_code\":204,\"app\":\"demo/echo\"}";

    private static String list(String entries) {
        return "{\"runners\":[" + entries + "]}";
    }

    @Test
    void readsWhatIsThereAndTheUsualForTheRest() throws Exception {
        var runners = StaticRunner.decode(list(ENTRY + ",{\"label\":\"two\",\"runner_url\":\"http://h:1\","
                + "\"health_url\":\"http://h:1\",\"app\":\"a\",\"mode\":\"single-shot\"}"));

        assertThat(runners).hasSize(2);
        assertThat(runners.getFirst().card().label()).isEqualTo("one");
        assertThat(runners.getFirst().routedByLabel()).isTrue();
        assertThat(runners.getFirst().healthUrl()).isEqualTo(URI.create("http://h:2/health"));
        assertThat(runners.getFirst().healthyStatus()).isEqualTo(204);
        assertThat(runners.getLast().routedByLabel()).isFalse();
        assertThat(runners.getLast().healthyStatus()).isEqualTo(200);
        assertThat(runners.getLast().card().mode()).isEqualTo(RunnerMode.SINGLE_SHOT);
        assertThat(runners.getLast().card().capacity()).isEqualTo(1);
        assertThat(StaticRunner.decode("{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"label\":\"one\" | \"label\":\"a b\" | invalid label",
                "\"routing\":\"label\" | \"routing\":\"name\" | runner one: invalid routing",
                "http://h:2/health | h | runner one: invalid health_url",
                "http://h:1 | ftp://h | runner one: invalid runner_url",
                "204 | 7 | runner one: invalid healthy_status_code"
            })
    void namesTheEntryThatIsWrong(String part, String other, String reason) {
        assertThatThrownBy(() -> StaticRunner.decode(list(ENTRY.replace(part, other))))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void takesEachLabelOnceAndNoMoreThanItReads() {
        var many = IntStream.rangeClosed(0, StaticRunner.MAX_RUNNERS)
                .mapToObj(i -> "{}")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> StaticRunner.decode(list(ENTRY + "," + ENTRY))).hasMessageContaining("one of its own");
        assertThatThrownBy(() -> StaticRunner.decode(list(many))).hasMessageContaining("at most");
    }

    @Test
    void readsAndWritesAProxy() throws Exception {
        var grant = "{\"proxy_id\":\"p\",\"url\":\"https://o/run/p\"}";

        assertThat(ProxyDocuments.Grant.decode(grant).encode()).isEqualTo(grant);
        assertThat(ProxyDocuments.decodeTarget("")).isEmpty();
        assertThat(ProxyDocuments.decodeTarget("{}")).isEmpty();
        assertThat(ProxyDocuments.decodeTarget("{\"target_url\":\"http://h:1/x\"}"))
                .contains(URI.create("http://h:1/x"));
        assertThatThrownBy(() -> ProxyDocuments.decodeTarget("{\"target_url\":\"x\"}"))
                .hasMessage("invalid target_url");
        assertThatThrownBy(() -> ProxyDocuments.decodeTarget("[")).isInstanceOf(UnreadableException.class);
    }
}
