package io.headrace.gateway.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.discovery.OrchestratorSource.Listed;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryWebhookTest {

    private static final URI WEBHOOK = URI.create("https://operator.test/orchestrators");
    private static final String ALDER = "[{\"address\":\"https://alder.test:8935\",\"score\":1.0}]";
    private static final String BIRCH = "[{\"address\":\"https://birch.test:8935\"}]";

    private Instant now = Instant.EPOCH;
    private String answer = ALDER;
    private boolean broken;
    private int asked;
    private final DiscoveryWebhook webhook = new DiscoveryWebhook(WEBHOOK, this::get, () -> now);

    @Test
    void readsAddressScoreAndRegion() throws Exception {
        answer = "[{\"address\":\"https://alder.test:8935\",\"score\":1.5,\"region\":\"eu\",\"stake\":[7]}]";

        assertThat(webhook.orchestrators())
                .containsExactly(new Listed(URI.create("https://alder.test:8935"), 1.5, Optional.of("eu")));
        assertThat(webhook.orchestrators().getFirst().trusted()).isTrue();
    }

    @Test
    void trustsNobodyWhoseScoreIsMissing() throws Exception {
        answer = BIRCH;

        assertThat(webhook.orchestrators()).containsExactly(listed("https://birch.test:8935", 0));
        assertThat(webhook.orchestrators().getFirst().trusted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "alder.test:8935, https://alder.test:8935",
        "127.0.0.1:8935, https://127.0.0.1:8935",
        "http://alder.test:8935, http://alder.test:8935",
        "httpd.test:8935, https://httpd.test:8935"
    })
    void addsTheSchemeThatIsMissing(String address, String service) throws Exception {
        answer = "[{\"address\":\"" + address + "\"}]";

        assertThat(webhook.orchestrators()).containsExactly(listed(service, 0));
    }

    @Test
    void passesOverAnAddressThatLeadsNowhereAndOneThatComesTwice() throws Exception {
        answer = "[{\"address\":\"no where\"},{\"address\":\"\"},{\"address\":\"ftp://x y\"},"
                + "{\"address\":\"alder.test:1\",\"score\":1},{\"address\":\"https://alder.test:1\",\"score\":0}]";

        assertThat(webhook.orchestrators()).containsExactly(listed("https://alder.test:1", 1));
    }

    @Test
    void asksAtMostOnceAMinute() throws Exception {
        webhook.orchestrators();
        now = now.plus(DiscoveryWebhook.PERIOD).minusMillis(1);
        webhook.orchestrators();
        assertThat(asked).isEqualTo(1);

        now = now.plusMillis(1);
        answer = BIRCH;

        assertThat(webhook.orchestrators()).containsExactly(listed("https://birch.test:8935", 0));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void keepsThePoolWhenTheBodyIsTheSame() throws Exception {
        var first = webhook.orchestrators();
        now = now.plus(DiscoveryWebhook.PERIOD);

        assertThat(webhook.orchestrators()).isSameAs(first);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void keepsTheLastListWhenThereIsNoAnswer() throws Exception {
        webhook.orchestrators();
        broken = true;
        now = now.plus(DiscoveryWebhook.PERIOD);

        assertThat(webhook.orchestrators()).containsExactly(listed("https://alder.test:8935", 1));
        assertThat(webhook.problem().orElseThrow())
                .contains(WEBHOOK.toString(), "does not answer", "the last one, of 1, stays");
        assertThat(asked).isEqualTo(2);
        webhook.orchestrators();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void forgetsTheProblemWhenThereIsAListAgain() throws Exception {
        broken = true;
        webhook.orchestrators();
        broken = false;
        now = now.plus(DiscoveryWebhook.PERIOD_AT_FIRST);

        assertThat(webhook.orchestrators()).hasSize(1);
        assertThat(webhook.problem()).isEmpty();
    }

    @Test
    void emptiesThePoolWhenTheListIsEmpty() throws Exception {
        webhook.orchestrators();
        answer = "[]";
        now = now.plus(DiscoveryWebhook.PERIOD);

        assertThat(webhook.orchestrators()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"address\":\"alder.test:8935\"}",
                "null",
                "[\"alder.test:8935\"]",
                "[{\"score\":1}]",
                "[{\"address\":7}]",
                "[{\"address\":\"alder.test:8935\",\"score\":\"high\"}]",
                "[{\"address\":\"alder.test:8935\"",
                "<html>"
            })
    void refusesADocumentOfAnotherShapeAndKeepsTheLastList(String nonsense) throws Exception {
        webhook.orchestrators();
        answer = nonsense;
        now = now.plus(DiscoveryWebhook.PERIOD);

        assertThat(webhook.orchestrators()).hasSize(1);
        assertThat(webhook.problem()).isPresent();
    }

    @Test
    void saysWhatItGotInsteadOfAnArray() throws Exception {
        answer = "{}";
        webhook.orchestrators();

        assertThat(webhook.problem().orElseThrow()).contains("must be an array of orchestrators, and is object");
    }

    @Test
    void refusesMoreThanItTakes() throws Exception {
        answer = IntStream.rangeClosed(0, WebhookAnswer.MAX_ORCHESTRATORS)
                .mapToObj(number -> "{\"address\":\"o" + number + ".test:1\"}")
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(webhook.orchestrators()).isEmpty();
        assertThat(webhook.problem().orElseThrow()).contains("10001", "10000");
    }

    private static Listed listed(String service, double score) {
        return new Listed(URI.create(service), score, Optional.empty());
    }

    private byte[] get(URI document, Duration patience, int maxBytes) throws IOException {
        asked++;
        assertThat(document).isEqualTo(WEBHOOK);
        assertThat(patience).isEqualTo(Duration.ofSeconds(3));
        if (broken) {
            throw new IOException(document + " does not answer");
        }
        return answer.getBytes(UTF_8);
    }
}
