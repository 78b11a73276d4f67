package io.headrace.gateway.byoc.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataFanTest {

    private final DataFan fan = new DataFan();

    /** What a reader gets before its place is lost, or the data is over. */
    private static List<String> all(DataFan.Reader reader) throws InterruptedException {
        var lines = new ArrayList<String>();
        while (reader.next() instanceof DataFan.Next.Line(var text)) {
            lines.add(text);
        }
        return lines;
    }

    @Test
    void givesEveryReaderWhatComesFromNowOn() throws Exception {
        var early = fan.join().orElseThrow();
        fan.line("one");
        var late = fan.join().orElseThrow();
        fan.line("two");
        fan.end();

        assertThat(all(early)).containsExactly("one", "two");
        assertThat(all(late)).containsExactly("two");
        assertThat(all(fan.join().orElseThrow())).as("after the end").isEmpty();
    }

    @Test
    void letsAReaderGoThatIsAThousandLinesBehind() throws Exception {
        var slow = fan.join().orElseThrow();
        for (int n = 0; n < 1_002; n++) {
            fan.line("line " + n);
        }

        assertThat(all(slow)).hasSize(1_000).endsWith("line 999");
        assertThat(slow.next()).isInstanceOf(DataFan.Next.Over.class);
    }

    @Test
    void letsAReaderGoThatIsFourMillionCharactersBehindAndNoneThatKeepsUp() throws Exception {
        var slow = fan.join().orElseThrow();
        var quick = fan.join().orElseThrow();
        var line = "x".repeat(1 << 20);
        for (int n = 0; n < 6; n++) {
            fan.line(line);
            assertThat(quick.next()).isInstanceOf(DataFan.Next.Line.class);
        }

        assertThat(all(slow)).hasSize(4);
        assertThat(slow.next()).isInstanceOf(DataFan.Next.Over.class);
        assertThat(quick.next()).isInstanceOf(DataFan.Next.Quiet.class);
    }

    @Test
    void hasRoomForAHundredReaders() {
        for (int n = 0; n < 100; n++) {
            assertThat(fan.join()).isPresent();
        }

        assertThat(fan.join()).isEmpty();
    }

    @Test
    void givesAPlaceBackToAnother() {
        for (int n = 1; n < 100; n++) {
            assertThat(fan.join()).isPresent();
        }
        fan.join().orElseThrow().close();

        assertThat(fan.join()).isPresent();
    }
}
