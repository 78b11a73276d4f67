package io.headrace.cli.offers;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cli.FakeGateway;
import io.headrace.cli.ScriptedPace;
import io.headrace.cli.Typed;
import io.headrace.transport.TransportException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PipelinesCommandTest {

    private static final String OFFERS = """
        {"pipelines":[
          {"pipeline":"upscale","model":"headrace/espcn-x2","interaction":"REQUEST_RESPONSE","unit":"PIXEL","offers":[
            {"orchestrator":"0x01","uri":"https://a:8935","price":"3/2","warm":true,"capacity":2,"inUse":1,"version":"1.2"},
            {"orchestrator":"0x02","uri":"https://b:8935","price":null,"warm":false,"capacity":1,"inUse":4,"version":""}]},
          {"pipeline":"llm","model":"m","interaction":"REQUEST_RESPONSE","unit":"TOKEN","offers":[]}]}\
        """;

    private FakeGateway gateway;

    @BeforeEach
    void start() throws TransportException {
        gateway = new FakeGateway();
        gateway.answers("GET", "/pipelines", 200, OFFERS);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void listsWhoOffersWhatAtWhatPrice() {
        var lines = pipelines().out().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("PIPELINE").endsWith("ORCHESTRATOR");
        assertThat(lines.get(1).split(" {2,}"))
                .containsExactly(
                        "upscale",
                        "headrace/espcn-x2",
                        "pixel",
                        "1.5",
                        "1500000",
                        "warm",
                        "2",
                        "1",
                        "1.2",
                        "https://a:8935");
        assertThat(lines.get(2)).contains("free", "cold", "https://b:8935");
    }

    @Test
    void passesTheDocumentOn() {
        assertThat(pipelines("--json").document()).isEqualTo(new JsonMapper().readTree(OFFERS));
    }

    @Test
    void tellsEachChangeOnce() {
        var lines = watched(
                false,
                () -> {},
                () -> gateway.answers("GET", "/pipelines", 200, OFFERS.replace("\"inUse\":1", "\"inUse\":2")),
                () -> gateway.answers("GET", "/pipelines", 200, "{\"pipelines\":[]}"));

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).contains("https://a:8935", "warm");
        assertThat(lines.get(1)).contains("https://b:8935", "cold");
        assertThat(lines.get(2)).contains("https://a:8935", "     2  1.2");
        assertThat(lines.subList(3, 5)).allSatisfy(line -> assertThat(line).contains("upscale", "gone"));
    }

    @Test
    void writesADocumentALineForPrograms() {
        var documents = watched(true, () -> gateway.answers("GET", "/pipelines", 200, "{\"pipelines\":[]}")).stream()
                .map(new JsonMapper()::readTree)
                .toList();

        assertThat(documents).hasSize(4);
        assertThat(documents.getFirst().path("pipeline").asString()).isEqualTo("upscale");
        assertThat(documents.getFirst().path("unit").asString()).isEqualTo("PIXEL");
        assertThat(documents.getLast().path("gone").booleanValue()).isTrue();
    }

    @Test
    void waitsForAGatewayThatIsGone() {
        var typed = Typed.type(
                terminal -> new PipelinesCommand(terminal, new ScriptedPace(gateway::close, () -> {})),
                "--gateway",
                gateway.uri(),
                "--watch");
        var _ = Thread.interrupted();

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).contains("cannot be reached", "Waiting");
    }

    private List<String> watched(boolean json, Runnable... happenings) {
        var typed = Typed.type(
                terminal -> new PipelinesCommand(terminal, new ScriptedPace(happenings)),
                "--gateway",
                gateway.uri(),
                "--watch",
                "--json=" + json);
        var _ = Thread.interrupted();
        return typed.out().lines().toList();
    }

    @Test
    void saysThatThereIsNothing() {
        gateway.answers("GET", "/pipelines", 200, "{\"pipelines\":[]}");

        var typed = pipelines();

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("Nothing is on offer", gateway.uri());
        assertThat(pipelines("--json").document().path("pipelines")).isEmpty();
    }

    @Test
    void isUnfitWithoutAGateway() {
        gateway.answers("GET", "/pipelines", 200, "<html>");
        assertThat(pipelines().err()).contains("is no gateway");

        gateway.close();
        var typed = pipelines();
        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("cannot be reached", "headrace up");
    }

    @Test
    void tellsWhatTheGatewayRefuses() {
        gateway.answers("GET", "/pipelines", 500, "{\"error\":{\"message\":\"broken\"}}");

        assertThat(pipelines().exitCode()).isEqualTo(1);
        assertThat(pipelines().err()).contains("answered 500", "broken");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThat(Typed.type(PipelinesCommand::new, "--gateway", "localhost:9935")
                        .exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1/3, 0.333333", "1200, 1200", "0, 0", "1/1000000000, 0.000000001", "x, ?", "1/0, ?", "-1, ?"})
    void printsPricesShortly(String price, String printed) {
        assertThat(OfferTable.price(new JsonMapper().valueToTree(price), BigDecimal.ONE))
                .isEqualTo(printed);
    }

    private Typed pipelines(String... more) {
        var arguments = new String[more.length + 2];
        arguments[0] = "--gateway";
        arguments[1] = gateway.uri();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Typed.type(PipelinesCommand::new, arguments);
    }
}
