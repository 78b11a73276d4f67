package io.headrace.wire.byoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import io.headrace.payments.currency.QuotedPrice;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Door;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.Interaction;
import io.headrace.pipeline.Metering;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Offering;
import io.headrace.pipeline.PricingUnit;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.UnreadableException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Registrations, descriptors and streams of applications. */
class ContainersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String RECORDED =
            RecordedExchanges.named("G-071").request().bodyText();

    @Test
    void readsARecordedRegistration() throws Exception {
        var registration = ContainerRegistration.decode(RECORDED);

        assertThat(registration.name().text()).isEqualTo("echo-cap");
        assertThat(registration.url()).isEqualTo(URI.create("http://127.0.0.1:8300"));
        assertThat(registration.capacity()).isEqualTo(2);
        assertThat(registration.price()).isEqualTo(QuotedPrice.of(Price.of(1_000, 1)));
        assertThat(registration.shape()).isEqualTo(ContainerRegistration.Shape.NETWORK);
        assertThat(JSON.readTree(registration.encode())).isEqualTo(JSON.readTree(RECORDED));
    }

    @Test
    void becomesAnOfferingPaidByTheSecond() throws Exception {
        var offering = ContainerRegistration.decode(RECORDED).offering();

        assertThat(offering.door()).isEqualTo(new Door.Container("http://127.0.0.1:8300", Metering.BY_SECOND));
        assertThat(offering.pipeline().unit()).isEqualTo(PricingUnit.SECOND);
        assertThat(offering.free()).isEqualTo(2);
        assertThat(offering.health()).isEqualTo(new Health.Ready());
    }

    @Test
    void tellsNodesOfOursHowItIsSpokenTo() throws Exception {
        var json = "{\"name\":\"depth\",\"url\":\"https://h:1/x\",\"capacity\":1,\"token\":\"secret\","
                + "\"interaction\":\"stream\",\"input\":[\"video/mp2t\"],\"output\":[\"application/json\"],"
                + "\"unit\":\"pixel\",\"schema\":{\"type\":\"object\"}}";

        var registration = ContainerRegistration.decode(json);

        assertThat(registration.shape().interaction()).isEqualTo(Interaction.STREAM);
        assertThat(registration.offering().pipeline().unit()).isEqualTo(PricingUnit.PIXEL);
        assertThat(ContainerRegistration.decode(registration.encode())).isEqualTo(registration);
        assertThat(registration.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo-cap | | pipeline's name",
                "http://127.0.0.1:8300 | ftp://h | url must be",
                "http://127.0.0.1:8300 | a b | Illegal character",
                "\"capacity\": 2 | \"capacity\": 0 | capacity is 0",
                "1000 | -1 | never negative",
                "\"wei\" | \"$$\" | code of a currency",
                "\"capacity\" | \"unit\":\"furlong\",\"capacity\" | FURLONG",
                "\"capacity\" | \"most_units\":9,\"capacity\" | counted by nodes",
                "\"capacity\" | \"unit\":\"token\",\"most_units\":-1,\"capacity\" | may cost -1",
                "\"capacity\" | \"unit\":\"token\",\"most_units\":1099511627777,\"capacity\" | 1099511627776 are taken"
            })
    void refusesWhatTheNetworkTakes(String part, String other, String reason) {
        var json = RECORDED.replace(part, other == null ? "" : other);

        assertThatThrownBy(() -> ContainerRegistration.decode(json))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void describesWhatANodeOffersThroughEveryDoor() throws Exception {
        var pictures = new Offering(
                BuiltInPipelines.TEXT_TO_IMAGE,
                new Door.BuiltIn(),
                Map.of("m", new ModelConstraint(true, 3, "0.14.1", 1)),
                new Health.Ready());

        var document = JSON.readTree(CapabilityDocument.encode(
                List.of(pictures, ContainerRegistration.decode(RECORDED).offering()),
                reference -> reference.model().equals("m") ? Optional.of(Price.of(1, 3)) : Optional.empty()));

        assertThat(document.at("/capabilities/0/name").asString()).isEqualTo("text-to-image");
        assertThat(document.at("/capabilities/0/door").asString()).isEqualTo("built-in");
        assertThat(document.at("/capabilities/0/capability").asInt()).isEqualTo(27);
        assertThat(document.at("/capabilities/0/interaction").asString()).isEqualTo("request-response");
        assertThat(document.at("/capabilities/0/models/0").toString())
                .isEqualTo("{\"id\":\"m\",\"warm\":true,\"capacity\":3,\"free\":2,\"runner_version\":\"0.14.1\","
                        + "\"price\":\"1/3\"}");
        assertThat(document.at("/capabilities/1/door").asString()).isEqualTo("container");
        assertThat(document.at("/capabilities/1/models/0").has("price")).isFalse();
    }

    @Test
    void tellsTheChannelsOfAStreamAsExistingOrchestratorsDo() throws Exception {
        var gateway = RecordedExchanges.named("G-106");
        var application = RecordedExchanges.named("G-107");

        var channels = StreamChannels.decode(name -> gateway.response().header(name));

        assertThat(channels.headers())
                .allSatisfy((name, url) ->
                        assertThat(gateway.response().header(name)).contains(url))
                .hasSize(5);
        assertThat(channels.start(gateway.request().bodyText(), "bs1-861ae4c9"))
                .isEqualTo(application.request().bodyText());
    }

    @Test
    void doesNotLetAClientPutItsOwnAddressesThere() throws Exception {
        var channels = new StreamChannels("c", "e", Optional.of("i"), Optional.empty(), Optional.empty());

        assertThat(channels.start("{\"publish_url\":\"evil\",\"subscribe_url\":\"evil\",\"events_url\":\"evil\"}", "s"))
                .doesNotContain("evil")
                .doesNotContain("publish_url");
        assertThatThrownBy(() -> StreamChannels.decode(_ -> Optional.empty())).hasMessageContaining("X-Control-Url");
    }

    @Test
    void readsAStartAndRefusesTheNameThatExistingGatewaysDoNotSurvive() throws Exception {
        assertThat(StreamStart.decode("{\"stream_name\":\"n\",\"params\":\"{}\"}"))
                .isEqualTo(new StreamStart("n", "", "", "{}"));
        assertThatThrownBy(() -> StreamStart.decode("{\"stream_name\":\"n-out\"}"))
                .hasMessageContaining("-out");
    }

    @Test
    void keepsAllAddressesOfAStream() throws Exception {
        var urls = new StreamUrls("n-1", "w", "e", "r", "o", "u", "s", "d", "t");

        assertThat(StreamUrls.decode(urls.encode())).isEqualTo(urls);
        assertThat(urls.encode()).startsWith("{\"stream_id\":\"n-1\",\"whip_url\":\"w\"");
    }

    @Test
    void tellsTheBalanceAsExistingOrchestratorsDo() {
        var recorded = RecordedExchanges.named("G-077").response().bodyText();
        var event = BalanceEvent.of(Wei.of(7_999_998_990L));

        assertThat(recorded).contains(event.text());
        assertThat(BalanceEvent.balance(event)).contains(new BigDecimal("7999998990.000"));
        assertThat(BalanceEvent.balance(ServerEvent.of("{\"n\":1}"))).isEmpty();
        assertThat(BalanceEvent.balance(ServerEvent.of("{\"balance\":\"x\"}"))).isEmpty();
        assertThat(BalanceEvent.nothingLeft().getFirst().text())
                .isEqualTo("event: insufficient balance\ndata: {\"balance\": 0}\n\n");
    }
}
