package io.headrace.gateway.realtime.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    private final Lines lines = new Lines();

    private List<String> feed(String text) {
        return lines.feed(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    @Test
    void givesEachLineAsSoonAsItIsWhole() {
        assertThat(feed("{\"n\":")).isEmpty();
        assertThat(feed("1}\r\n\n{\"n\":2}\n{")).containsExactly("{\"n\":1}", "{\"n\":2}");
        assertThat(feed("}")).isEmpty();
        assertThat(lines.end()).containsExactly("{}");
        assertThat(lines.end()).isEmpty();
    }

    @Test
    void keepsCharactersWholeThatComeInPieces() {
        byte[] bytes = "ö\n".getBytes(UTF_8);
        var whole = new ArrayList<String>();
        for (byte each : bytes) {
            whole.addAll(lines.feed(ByteBuffer.wrap(new byte[] {each})));
        }
        assertThat(whole).containsExactly("ö");
    }

    @Test
    void dropsTheRestOfALineThatIsTooLong() {
        assertThat(feed("x".repeat(Lines.MAX_LINE + 5) + "\n"))
                .singleElement()
                .satisfies(line -> assertThat(line).hasSize(Lines.MAX_LINE));
    }
}
