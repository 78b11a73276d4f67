package io.headrace.wire.live;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.wire.RecordedExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushAnswerTest {

    private static final String TYPE = "multipart/mixed; boundary=b";

    static Stream<RecordedExchange> answers() {
        return RecordedPush.all()
                .filter(exchange -> !exchange.response().parts().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void laysAnAnswerOutAsTheReferenceDoes(RecordedExchange exchange) {
        var response = exchange.response();
        var contentType = response.header("Content-Type").orElseThrow();
        var boundary = contentType.substring(contentType.indexOf('=') + 1);
        var segment = RecordedPush.accepted(exchange).segment();
        var writer = new PushAnswerWriter(segment.seq(), boundary);

        var renditions = response.parts().stream()
                .map(part -> rendition(part, segment.container()))
                .toList();
        var written = written(writer, renditions);

        assertThat(writer.contentType()).isEqualTo(contentType);
        assertThat(written).hasSize(response.bodyLength());
        assertThat(new String(written, ISO_8859_1)).isEqualTo(layout(boundary, response.parts()));
    }

    @Test
    void findsRecordedAnswersOfEachForm() {
        assertThat(answers().map(RecordedExchange::id)).contains("A-002", "A-031", "A-022", "K-006", "N-007");
    }

    @Test
    void readsWhatItWrote() throws Exception {
        var random = new Random(5);
        for (int round = 0; round < 50; round++) {
            var renditions = Stream.generate(() -> rendition(random))
                    .limit(random.nextInt(11))
                    .toList();

            var read = read(written(new PushAnswerWriter(round, "b"), renditions), TYPE, Long.MAX_VALUE);

            assertThat(read).zipSatisfy(renditions, PushAnswerTest::assertSame);
        }
    }

    @Test
    void readsMediaThatLooksLikeABoundary() throws Exception {
        var media = inline("a", "\r\n--b--\r\n".getBytes(ISO_8859_1));

        var read = read(written(new PushAnswerWriter(1, "b"), List.of(media)), TYPE, 100);

        assertThat(read).zipSatisfy(List.of(media), PushAnswerTest::assertSame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "multipart/mixed", "multipart/mixed; boundary=", "text/plain; boundary=b"})
    void readsNothingButAnAnswer(String contentType) {
        assertThatThrownBy(() -> read(new byte[0], contentType, 1)).isInstanceOf(GarbledAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--c~",
                "--b~no colon~~",
                "--b~Content-Type: video/mp4~~xx~--b--~",
                "--b~Content-Type: video/mp4~Content-Length: -1~~xx~--b--~",
                "--b~Content-Type: video/mp4~Content-Length: 101~~xx~--b--~",
                "--b~Content-Type: text/html~Content-Length: 2~~xx~--b--~",
                "--b~Content-Type: video/mp4~Content-Length: 1~~xx~--b--~"
            })
    void refusesWhatIsNoAnswer(String body) {
        assertThatThrownBy(() -> read(body.replace("~", "\r\n").getBytes(ISO_8859_1), TYPE, 100))
                .isInstanceOf(GarbledAnswerException.class);
    }

    @Test
    void refusesMoreThanItsLimits() {
        var large =
                written(new PushAnswerWriter(1, "b"), List.of(inline("a", new byte[60]), inline("b", new byte[60])));
        var address = new AnsweredRendition.Stored("a", "http://s/" + "x".repeat(9_000));

        assertThatThrownBy(() -> read(large, TYPE, 119)).isInstanceOf(GarbledAnswerException.class);
        assertThatThrownBy(() -> read(written(new PushAnswerWriter(1, "b"), List.of(address)), TYPE, 100_000))
                .isInstanceOf(GarbledAnswerException.class);
        assertThatThrownBy(() -> read("x".repeat(5_000).getBytes(ISO_8859_1), TYPE, 100_000))
                .isInstanceOf(GarbledAnswerException.class);
        assertThatThrownBy(() -> read(("--b\n" + "a: b\n".repeat(17)).getBytes(ISO_8859_1), TYPE, 100_000))
                .isInstanceOf(GarbledAnswerException.class);
    }

    @Test
    void noticesWhereverAnAnswerBreaksOff() {
        var whole = written(new PushAnswerWriter(1, "b"), List.of(inline("a", new byte[50])));
        for (int length = 0; length < whole.length; length++) {
            var broken = new byte[length];
            System.arraycopy(whole, 0, broken, 0, length);

            assertThatThrownBy(() -> read(broken, TYPE, 100)).isInstanceOf(EOFException.class);
        }
    }

    private static AnsweredRendition rendition(RecordedExchange.Part part, Container container) {
        var profile = part.head().substring(part.head().lastIndexOf(' ') + 1);
        return part.text().isEmpty()
                ? new AnsweredRendition.Inline(profile, container, MediaBytes.owning(new byte[part.length()]))
                : new AnsweredRendition.Stored(profile, part.text());
    }

    private static AnsweredRendition rendition(Random random) {
        byte[] bytes = new byte[random.nextInt(20_000)];
        random.nextBytes(bytes);
        return random.nextInt(4) == 0
                ? new AnsweredRendition.Stored("s", "https://store/ü/" + random.nextInt())
                : inline("p" + random.nextInt(9), bytes);
    }

    private static AnsweredRendition inline(String profile, byte[] bytes) {
        return new AnsweredRendition.Inline(profile, Container.MP4, MediaBytes.owning(bytes));
    }

    private static void assertSame(AnsweredRendition read, AnsweredRendition written) {
        assertThat(read.profile()).isEqualTo(written.profile());
        assertThat(read.mediaType()).isEqualTo(written.mediaType());
        assertThat(read.content()).isEqualTo(written.content());
    }

    /** The recorded heads around as many zeros as there was media. */
    private static String layout(String boundary, List<RecordedExchange.Part> parts) {
        var layout = new StringBuilder();
        for (var part : parts) {
            layout.append("--").append(boundary).append("\r\n").append(part.head());
            layout.append("\r\n\r\n").append(part.text().isEmpty() ? "\0".repeat(part.length()) : part.text());
            layout.append("\r\n");
        }
        return layout.append("--").append(boundary).append("--\r\n").toString();
    }

    private static byte[] written(PushAnswerWriter writer, List<? extends AnsweredRendition> renditions) {
        var all = new ByteArrayOutputStream();
        renditions.forEach(rendition -> writer.part(rendition).forEach(piece -> append(all, piece)));
        append(all, writer.end());
        return all.toByteArray();
    }

    private static void append(ByteArrayOutputStream all, ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.duplicate().get(bytes);
        all.writeBytes(bytes);
    }

    private static List<AnsweredRendition> read(byte[] body, String contentType, long limit)
            throws IOException, GarbledAnswerException {
        var reader = new PushAnswerReader(new ByteArrayInputStream(body), contentType, limit);
        var renditions = new ArrayList<AnsweredRendition>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            renditions.add(next.get());
        }
        return renditions;
    }
}
