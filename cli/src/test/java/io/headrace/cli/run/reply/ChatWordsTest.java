package io.headrace.cli.run.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChatWordsTest {

    private static final String HELLO = piece("Hello, ", "");
    private static final String WORLD = piece("wörld", "");
    private static final String LAST = "data: {\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"total_tokens\":12}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final StringBuilder told = new StringBuilder();

    @Test
    void tellsEachPieceAndTheUsage() throws IOException {
        assertThat(read(HELLO + WORLD + LAST + DONE)).hasValue(12);
        assertThat(told).hasToString("Hello, wörld");
    }

    @Test
    void isWholeWithoutDoneAsExistingGatewaysEndIt() throws IOException {
        assertThat(read(HELLO + LAST)).hasValue(12);
    }

    @Test
    void isWholeWithDoneAlone() throws IOException {
        assertThat(read(HELLO + DONE)).isEmpty();
    }

    @Test
    void passesHeartbeatsAndPiecesWithoutChoicesOver() throws IOException {
        read(": still here\n\n" + HELLO + ": still here\n\n" + "data: {\"choices\":[]}\n\n" + WORLD + DONE);

        assertThat(told).hasToString("Hello, wörld");
    }

    @Test
    void cutsPiecesWhereverTheirBytesWereCut() throws IOException {
        var bytes = (HELLO + WORLD + DONE).getBytes(UTF_8);

        new ChatWords(told::append).read(new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[at++] & 0xFF : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int next = read();
                if (next < 0) {
                    return -1;
                }
                into[offset] = (byte) next;
                return 1;
            }
        });

        assertThat(told).hasToString("Hello, wörld");
    }

    @Test
    void failsWhenTheStreamIsCut() {
        assertThatThrownBy(() -> read(HELLO + WORLD))
                .isInstanceOf(ReplyBroken.class)
                .hasMessage("The answer broke off after 2 pieces");
        assertThat(told).as("what came stands").hasToString("Hello, wörld");
    }

    @Test
    void failsWithTheModelsOwnSentence() {
        assertThatThrownBy(() -> read(HELLO + "data: {\"error\":\"out of memory\"}\n\n"))
                .hasMessage("The model could not go on after 1 pieces: out of memory");
        assertThatThrownBy(() -> read("data: {\"error\":{\"message\":\"no\"}}\n\n"))
                .hasMessageEndingWith(": no");
    }

    @Test
    void failsOverGarbage() {
        assertThatThrownBy(() -> read("data: {nonsense\n\n")).hasMessageContaining("makes no sense after 0 pieces");
        assertThatThrownBy(() -> read("data: " + "x".repeat(2_000_000))).hasMessageContaining("more than");
    }

    private OptionalLong read(String stream) throws IOException {
        return new ChatWords(told::append).read(new ByteArrayInputStream(stream.getBytes(UTF_8)));
    }

    private static String piece(String content, String reason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"},\"finish_reason\":\""
                + reason + "\"}]}\n\n";
    }
}
