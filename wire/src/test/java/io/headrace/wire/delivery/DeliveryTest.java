package io.headrace.wire.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {

    private static final String BOUNDARY = "fa48cb578e99f828a36e";

    @Test
    void laysPartsOutAsTheNetworksWorkersDo() {
        var recorded = RecordedExchanges.named("B-010");
        var parts = List.of(part("video/mp2t", 6_134_400, 197_588), part("video/mp2t", 2_211_840, 147_580));

        var writer = new DeliveryWriter(0, new Delivery.Transcoded(parts), new PixelCount(13_824_000), BOUNDARY);

        var body = new String(join(writer.body()), ISO_8859_1);
        assertThat(body)
                .hasSize(Integer.parseInt(
                        recorded.request().header("content-length").orElseThrow()));
        assertThat(body)
                .startsWith("--" + BOUNDARY
                        + "\r\nContent-Length: 197588\r\nContent-Type: video/mp2t\r\nPixels: 6134400\r\n\r\n")
                .contains("\r\n--" + BOUNDARY
                        + "\r\nContent-Length: 147580\r\nContent-Type: video/mp2t\r\nPixels: 2211840\r\n\r\n")
                .endsWith("\r\n--" + BOUNDARY + "--\r\n");
        assertThat(writer.headers())
                .allSatisfy((name, value) ->
                        assertThat(recorded.request().header(name)).contains(value));
    }

    @Test
    void sendsAnErrorAsTheNetworksWorkersDo() {
        var recorded = RecordedExchanges.named("B-023");

        var writer = new DeliveryWriter(3, new Delivery.Failed("TranscoderInvalidVideo"), PixelCount.ZERO, BOUNDARY);

        assertThat(join(writer.body())).asString().isEqualTo(recorded.request().bodyText());
        assertThat(writer.headers())
                .allSatisfy((name, value) ->
                        assertThat(recorded.request().header(name)).contains(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"B-010", "B-015", "B-023", "B-038", "B-042", "B-043", "B-044"})
    void readsTheHeadOfARecordedDelivery(String id) {
        var request = RecordedExchanges.named(id).request();

        var head = DeliveryHead.decode(request::header).orElseThrow();

        assertThat(head.taskId())
                .isEqualTo(Long.parseLong(request.header("taskid").orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({"B-037, INVALID_TASK", "B-039, NO_MEDIA_TYPE", "B-040, INVALID_PIXELS", "B-041, INVALID_PIXELS"})
    void refusesAHeadAsTheNetworksOrchestratorDoes(String id, PeerError error) {
        RecordedExchange recorded = RecordedExchanges.named(id);

        var head = DeliveryHead.decode(recorded.request()::header);

        assertThat(head).isEqualTo(new Decoded.Refused<>(error.refusal()));
        assertThat(recorded.status()).isEqualTo(error.status());
        assertThat(recorded.response().bodyText()).isEqualTo(error.text() + "\n");
    }

    @Test
    void readsWhatItWrote() throws Exception {
        var random = new Random(7);
        for (int round = 0; round < 50; round++) {
            var parts = random.ints(1 + random.nextInt(10), 0, 200_000)
                    .mapToObj(length -> part("video/mp4", length * 3L, length, random))
                    .toList();
            var body = join(new DeliveryWriter(1, new Delivery.Transcoded(parts), PixelCount.ZERO, BOUNDARY).body());

            var read = RenditionReader.read(new ByteArrayInputStream(body), BOUNDARY, DeliveryLimits.DEFAULT);

            assertThat(read).zipSatisfy(parts, DeliveryTest::assertSame);
        }
    }

    @Test
    void passesOverHashes() throws Exception {
        var body = "--b\r\nContent-Type: video/mp2t\r\nPixels: 5\r\n\r\nxx"
                + "\r\n--b\r\nContent-Length: 3\r\nContent-Type: application/octet-stream\r\n\r\nhhh\r\n--b--\r\n";

        assertThat(read(body)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "B-043 | --b~Content-Type: video/mp2t~Pixels: z~~xx~--b--~ | 500",
                "B-044 | --b~Content-Ty | 500",
                "B-042 | --b~Content-Type: video/mp2t~Pixels: 5~~xx~--b--~ | 200"
            })
    void judgesRecordedBodiesAsTheNetworksOrchestratorDoes(String id, String form, int status) throws Exception {
        var recorded = RecordedExchanges.named(id);
        var body = form.replace("~", "\r\n");
        assertThat(body)
                .hasSize(Integer.parseInt(
                        recorded.request().header("content-length").orElseThrow()));
        assertThat(recorded.status()).isEqualTo(status);

        if (status == 200) {
            assertThat(read(body)).hasSize(1);
        } else {
            assertThatThrownBy(() -> read(body))
                    .isInstanceOf(GarbledDeliveryException.class)
                    .hasMessage(recorded.response().bodyText().strip());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--",
                "--b",
                "--c\r\n\r\n",
                "--b\r\nPixels: -1\r\n\r\nxx\r\n--b--",
                "--b\r\nPixels: 5\r\n\r\nxx",
                "--b\r\n: 5\r\n\r\nxx\r\n--b--",
                "--b junk\r\n\r\nxx\r\n--b--"
            })
    void refusesWhatIsNoDelivery(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(GarbledDeliveryException.class);
    }

    @Test
    void refusesMoreThanItsLimits() {
        var body = "--b\r\nPixels: 5\r\n\r\n0123456789\r\n--b\r\nPixels: 5\r\n\r\n0123456789\r\n--b--\r\n";

        assertThatThrownBy(() -> read(body, new DeliveryLimits(20, 19, 1))).hasMessageContaining("more than");
        assertThatThrownBy(() -> read(body, new DeliveryLimits(1, 20, 1))).hasMessageContaining("more than");
    }

    @Test
    void limitsAlsoWhatNobodyWaitsFor() {
        var body = new ByteArrayInputStream("--b\r\nPixels: 5\r\n\r\n0123456789\r\n--b--\r\n".getBytes(ISO_8859_1));

        assertThatThrownBy(() -> RenditionReader.skip(body, "b", new DeliveryLimits(20, 9, 1)))
                .isInstanceOf(GarbledDeliveryException.class);
    }

    @Test
    void survivesAnyBytes() throws Exception {
        var random = new Random(11);
        var valid = join(new DeliveryWriter(
                        1, new Delivery.Transcoded(List.of(part("video/mp2t", 5, 100))), PixelCount.ZERO, "b")
                .body());
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = valid.clone();
            for (int change = 0; change < 3; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                RenditionReader.read(new ByteArrayInputStream(bytes), "b", new DeliveryLimits(20, 1_000, 1));
            } catch (GarbledDeliveryException expected) {
                assertThat(expected).hasMessageNotContaining("\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/mixed; boundary=x | x",
                "MULTIPART/Mixed; charset=a; Boundary=\"a b\" | a b",
                "multipart/mixed | ''",
            })
    void findsTheBoundary(String contentType, String boundary) {
        var headers = Map.of("Content-Type", contentType, "TaskId", "1", "Pixels", "1");

        var head = DeliveryHead.decode(name -> Optional.ofNullable(headers.get(name)));

        assertThat(head.orElseThrow().body()).isEqualTo(new DeliveryHead.Body.Multipart(boundary));
    }

    private static void assertSame(Delivery.Part read, Delivery.Part written) {
        assertThat(read.mediaType()).isEqualTo(written.mediaType());
        assertThat(read.pixels()).isEqualTo(written.pixels());
        assertThat(read.bytes().asByteBuffer()).isEqualTo(written.bytes().asByteBuffer());
    }

    private static List<Delivery.Part> read(String body) throws Exception {
        return read(body, DeliveryLimits.DEFAULT);
    }

    private static List<Delivery.Part> read(String body, DeliveryLimits limits) throws Exception {
        return RenditionReader.read(new ByteArrayInputStream(body.getBytes(ISO_8859_1)), "b", limits);
    }

    private static Delivery.Part part(String mediaType, long pixels, int length) {
        return part(mediaType, pixels, length, new Random(length));
    }

    private static Delivery.Part part(String mediaType, long pixels, int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new Delivery.Part(mediaType, new PixelCount(pixels), MediaBytes.owning(bytes));
    }

    private static byte[] join(List<ByteBuffer> pieces) {
        var all = new ByteArrayOutputStream();
        for (var piece : pieces) {
            byte[] bytes = new byte[piece.remaining()];
            piece.duplicate().get(bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }
}
