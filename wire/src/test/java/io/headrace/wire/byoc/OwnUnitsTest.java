package io.headrace.wire.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PricingUnit;
import io.headrace.wire.text.UnreadableException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What nodes of ours say to each other of applications that are paid by a unit of their own. */
class OwnUnitsTest {

    private static final String REGISTRATION =
            "{\"name\":\"palette\",\"url\":\"http://h:1\",\"capacity\":1,\"unit\":\"pixel\",\"most_units\":40}";

    private static JobToken token(Metering metering) {
        return new JobToken(
                SenderProof.unsigned(EthAddress.ZERO), Optional.empty(), Wei.ZERO, Price.of(3, 2), metering, "h", 1);
    }

    @Test
    void keepsTheMostThatACallMayCost() throws Exception {
        var registration = ContainerRegistration.decode(REGISTRATION);

        assertThat(registration.shape().metering()).isEqualTo(new Metering.ByApplication(PricingUnit.PIXEL, 40));
        assertThat(ContainerRegistration.decode(registration.encode())).isEqualTo(registration);
        assertThat(ContainerRegistration.decode(REGISTRATION.replace(",\"most_units\":40", ""))
                        .shape()
                        .metering())
                .isEqualTo(Metering.of(PricingUnit.PIXEL));
    }

    @Test
    void tellsWhatIsPaidAheadAmongTheCapabilities() throws Exception {
        var offering = ContainerRegistration.decode(REGISTRATION).offering();

        var entry = new JsonMapper()
                .readTree(CapabilityDocument.encode(List.of(offering), _ -> Optional.empty()))
                .at("/capabilities/0");

        assertThat(entry.path("unit").asString()).isEqualTo("pixel");
        assertThat(entry.path("units_ahead").asLong()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource({"PIXEL, 40, 40", "TOKEN, 0, 32768", "REQUEST, 0, 1", "SECOND, 0, 60"})
    void tellsInATokenWhatIsPaidAhead(PricingUnit unit, long most, long ahead) throws Exception {
        var token = token(Metering.of(unit, most));

        var read = JobTokenCodec.decode(JobTokenCodec.encode(token));

        assertThat(read).isEqualTo(token);
        assertThat(read.unitsAhead(60)).isEqualTo(ahead);
    }

    @Test
    void saysNoMoreOfSecondsThanExistingNodesDo() {
        assertThat(JobTokenCodec.encode(token(Metering.BY_SECOND))).doesNotContain("unit\"", "units_ahead");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"unit\":\"mile\"}", "{\"units_ahead\":5}", "{\"unit\":\"pixel\",\"units_ahead\":-5}"})
    void refusesATokenWhoseUnitsMakeNoSense(String json) {
        assertThatThrownBy(() -> JobTokenCodec.decode(json)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void saysByWhichUnitsAGatewayPays() {
        assertThat(PaysBy.decode(PaysBy.ANY.encode())).isEqualTo(PaysBy.ANY);
        assertThat(PaysBy.only(PricingUnit.PIXEL).encode()).isEqualTo("pixel");
        assertThat(PaysBy.decode(" pixel,furlong , token").covers(PricingUnit.TOKEN))
                .isTrue();
        assertThat(PaysBy.decode("token").covers(PricingUnit.PIXEL)).isFalse();
    }

    @Test
    void takesAGatewayThatSaysNothingForOneThatPaysBySecondsAndRequests() {
        var existing = PaysBy.decode("");

        assertThat(existing).isEqualTo(PaysBy.NETWORK).isEqualTo(PaysBy.only(PricingUnit.SECOND));
        assertThat(existing.isNetworks()).isTrue();
        assertThat(existing.covers(PricingUnit.SECOND)).isTrue();
        assertThat(existing.covers(PricingUnit.REQUEST)).isTrue();
        assertThat(existing.covers(PricingUnit.PIXEL)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "' 0 ', 0", "0007, 7", "9223372036854775807, 9223372036854775807"})
    void readsHowManyUnitsWereUsed(String text, long units) {
        assertThat(UsedUnits.decode(text)).hasValue(units);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "99999999999999999999999999999999999999"})
    void readsMoreThanThereAreAsTheMost(String text) {
        assertThat(UsedUnits.decode(text)).hasValue(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.5", "0x10", "many", "1 2", "١٢"})
    void readsNothingIntoWhatIsNoNumber(String text) {
        assertThat(UsedUnits.decode(text)).isEmpty();
    }

    private static OptionalLong heard(String stream) {
        var listener = new UsageListener();
        var bytes = stream.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i += 7) {
            listener.hear(ByteBuffer.wrap(bytes, i, Math.min(7, bytes.length - i)));
        }
        listener.end();
        return listener.told();
    }

    @Test
    void hearsTheLastUsageOfAStreamWhereverItsPiecesWereCut() {
        assertThat(heard("""
                data: {"n":1}

                event: usage
                data: {"units":3}

                data: {"units":99}

                event: usage\r
                data: {"units":12}\r
                \r
                data: [DONE]

                """)).hasValue(12);
        assertThat(heard("event: usage\ndata: {\"units\":4}")).hasValue(4);
        assertThat(heard("event: usage\ndata: {\"units\":1e30}\n\n")).hasValue(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"units\":4}\n\n",
                "event: usage\ndata: {\"units\":-4}\n\n",
                "event: usage\ndata: {\"units\":0.5}\n\n",
                "event: usage\ndata: {\"units\":1e999999}\n\n",
                "event: usage\ndata: {\"units\":\"4\"}\n\n",
                "event: usage\ndata: {}\n\n",
                "event: usage\ndata: four\n\n"
            })
    void hearsNothingInOtherEvents(String stream) {
        assertThat(heard(stream)).isEmpty();
    }

    @Test
    void keepsWhatItHeardBeforeAnEventThatIsTooLong() {
        var listener = new UsageListener();
        listener.hear(ByteBuffer.wrap("event: usage\ndata: {\"units\":5}\n\ndata: ".getBytes(UTF_8)));

        listener.hear(ByteBuffer.wrap("x".repeat(2_000_000).getBytes(UTF_8)));
        listener.hear(ByteBuffer.wrap("\n\nevent: usage\ndata: {\"units\":9}\n\n".getBytes(UTF_8)));
        listener.end();

        assertThat(listener.told()).hasValue(5);
    }
}
